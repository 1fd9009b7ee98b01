import { Reading } from '../account/reading.entity.ts';
import { Download } from '../downloads/download.entity.ts';
import { Task } from '../job/task.entity.ts';
import { Book } from '../library/book.entity.ts';
import { MissingBook } from '../library/missing-book.entity.ts';
import { Series } from '../library/series.entity.ts';
import { Proposal } from '../proposals/proposal.entity.ts';
import { Release } from '../releases/release.entity.ts';
import { Purchase } from '../spending/purchase.entity.ts';

/** Every entity of the program. */
export const entities = [
  Book,
  Series,
  MissingBook,
  Release,
  Proposal,
  Download,
  Task,
  Reading,
  Purchase,
];
