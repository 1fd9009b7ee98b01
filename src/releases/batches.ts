import type { SearchWanted } from './search.ts';

/** More never fitted into the longest text; fewer than one cannot be asked for. */
const mostBooks = 40;
const growth = 2;

/**
 * Books in batches that one search can ask for, at most `size` each and as long as `fits` says; those
 * of one author stand together, so that few names are asked for. Every book is in exactly one batch.
 */
export function batchesOf<Book extends SearchWanted>(
  books: readonly Book[],
  size: number,
  fits: (batch: readonly Book[]) => boolean,
): Book[][] {
  const batches: Book[][] = [];
  for (const book of byAuthor(books)) {
    const last = batches.at(-1);
    const longer = [...(last ?? []), book];
    if (last && longer.length <= size && fits(longer)) last.push(book);
    else batches.push([book]);
  }
  return batches;
}

/** What the next search may ask for: a little more after one that went well, half after one that did not. */
export function nextBatchSize(size: number, asked: number, wentWell: boolean): number {
  if (!wentWell) return Math.max(1, Math.floor(Math.min(size, asked) / 2));
  return asked < size ? size : Math.min(mostBooks, size + growth);
}

/** In the order in which their authors come first. */
function byAuthor<Book extends SearchWanted>(books: readonly Book[]): Book[] {
  const authorOf = ({ authors }: Book) => authors[0] ?? '';
  return [...Map.groupBy(books, authorOf).values()].flat();
}
