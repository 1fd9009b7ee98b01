import type { WrongClass } from './case.ts';
import type { Upload } from './row.ts';
import type { Subject } from './subject.ts';

/** One kind of row that a search for the book also finds; null when the book has none of it. */
export type Decoy = {
  name: string;
  wrong: WrongClass;
  /** In how many cases of a hundred it is met, and how many of it at most. */
  share: number;
  most?: number;
  make(subject: Subject): Upload | null;
};
