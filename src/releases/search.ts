import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import { batchesOf, nextTextLength } from './batches.ts';
import type { Release } from './facts.ts';
import { releaseFromRow } from './parse.ts';

export type SearchWanted = { title: string; authors: readonly string[] };

/** Answered by one search or more; `textLength`: how long the text of the next one may be. */
export type SearchedBatch<Book> = { books: Book[]; releases: Release[]; textLength: number };

const rowsPerPage = 100;
/** Of one search. What matches more often is asked for in halves. */
const mostPages = 3;

/** Every release the tracker has for a book, at most 300; a title without letters or digits finds nothing. */
export async function searchReleases(
  mam: Mam,
  book: SearchWanted,
  categoryIds: number[] = [],
): Promise<Release[]> {
  return (await readPages(mam, [book], categoryIds)) ?? [];
}

/**
 * Every release the tracker has for any of the books, in as few requests as possible: as many titles
 * in one search as its text may be long, then the next ones. A search the tracker refuses, or that
 * matches too much, is asked again in smaller ones. Each batch is handed out before the next is
 * searched; throws ExternalError.
 */
export async function* searchBatches<Book extends SearchWanted>(
  mam: Mam,
  books: readonly Book[],
  firstTextLength: number,
): AsyncGenerator<SearchedBatch<Book>> {
  let textLength = firstTextLength;
  const lengthOf = (batch: readonly Book[]) => textOf(mam, batch)?.length ?? 0;
  const fits = (batch: readonly Book[]) => lengthOf(batch) <= textLength;
  const open = batchesOf(books, fits);
  for (let batch = open.shift(); batch; batch = open.shift()) {
    const releases = await tryPages(mam, batch);
    textLength = nextTextLength(textLength, lengthOf(batch), releases !== 'too-much');
    if (releases === 'too-much')
      open.unshift(...batchesOf([batch, ...open.splice(0)].flat(), fits));
    else yield { books: batch, releases, textLength };
  }
}

/** A refusal of several titles may be about their number; one of a single title is what it is. */
async function tryPages(mam: Mam, books: readonly SearchWanted[]): Promise<Release[] | 'too-much'> {
  try {
    return (await readPages(mam, books)) ?? 'too-much';
  } catch (error) {
    const isAnswer =
      error instanceof ExternalError && ['refused', 'unexpected'].includes(error.kind);
    if (!isAnswer || books.length === 1) throw error;
    return 'too-much';
  }
}

/** Null for several books that match more than is read. */
async function readPages(
  mam: Mam,
  books: readonly SearchWanted[],
  categoryIds: number[] = [],
): Promise<Release[] | null> {
  const text = textOf(mam, books);
  if (text === null) return [];
  const releases = new Map<string, Release>();
  let start = 0;
  for (let pages = 1; ; pages += 1) {
    const page = await mam.search({
      text,
      searchIn: ['title', 'author'],
      categoryIds,
      perPage: rowsPerPage,
      start,
    });
    if (page.found > mostPages * rowsPerPage && books.length > 1) return null;
    for (const row of page.rows) {
      const release = releaseFromRow(row);
      releases.set(release.trackerId, release);
    }
    start += page.rawRows;
    const isOver = page.rawRows === 0 || start >= page.found || pages === mostPages;
    if (isOver) return [...releases.values()];
  }
}

function textOf(mam: Mam, books: readonly SearchWanted[]): string | null {
  return mam.searchText({
    titles: books.map((book) => book.title),
    authors: books.flatMap((book) => book.authors),
  });
}
