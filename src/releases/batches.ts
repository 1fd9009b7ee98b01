import type { SearchWanted } from './search.ts';

/** No search has to be as long as this. */
const longest = 2000;
const shrink = 0.7;
/** Slow, so that what was refused is not asked for again a few searches later. */
const growth = 1.01;

/**
 * Books in batches, each as long as `fits` says; those of one author stand together, so that few names
 * are asked for. Every book is in exactly one batch, and one that fits nowhere is alone.
 */
export function batchesOf<Book extends SearchWanted>(
  books: readonly Book[],
  fits: (batch: readonly Book[]) => boolean,
): Book[][] {
  const batches: Book[][] = [];
  for (const book of byAuthor(books)) {
    const last = batches.at(-1);
    if (last && fits([...last, book])) last.push(book);
    else batches.push([book]);
  }
  return batches;
}

/** How long the next text may be after one of `asked` characters; the tracker does not say what it takes. */
export function nextTextLength(allowed: number, asked: number, wentWell: boolean): number {
  if (!wentWell) return Math.max(1, Math.round(Math.min(allowed, asked) * shrink));
  return Math.min(longest, Math.ceil(allowed * growth));
}

/** In the order in which their authors come first. */
function byAuthor<Book extends SearchWanted>(books: readonly Book[]): Book[] {
  const authorOf = ({ authors }: Book) => authors[0] ?? '';
  return [...Map.groupBy(books, authorOf).values()].flat();
}
