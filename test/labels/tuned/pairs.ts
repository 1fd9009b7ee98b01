import path from 'node:path';
import { type Book, readBooks } from '../books.ts';
import { readHandPairs } from '../hand-pairs.ts';
import { seriesOf } from '../labelled.ts';
import type { OwnedPair, PairDecision } from '../pairs.ts';
import { type Random, seededRandom } from '../random.ts';
import { type Owned, type ShelfWay, writeItem } from '../shelf-item.ts';
import { otherBooks } from './shelf/other-books.ts';
import { sameBooks } from './shelf/same-books.ts';

const seed = 20_263;
const perWay = 14;

/** Owned books beside catalogue entries. */
export function tunedPairs(): OwnedPair[] {
  const random = seededRandom(seed);
  const books = readBooks(path.join(import.meta.dirname, 'books.txt'));
  const ways = [
    ...sameBooks.map((way) => ({ ...way, label: 'same' as const })),
    ...otherBooks.map((way) => ({ ...way, label: 'different' as const })),
  ];
  const made = ways.flatMap((way) =>
    Array.from({ length: perWay }, (_, index) =>
      makePair(`${way.name}-${index}`, way, books, random),
    ),
  );
  return [...made, ...readHandPairs(path.join(import.meta.dirname, 'hand-pairs.txt'))];
}

/** Throws when hardly any book can be written this way. */
function makePair(
  id: string,
  way: ShelfWay & { label: PairDecision },
  books: readonly Book[],
  random: Random,
): OwnedPair {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const book = random.pick(books);
    const changes = way.own(book, books, random);
    if (!changes) continue;
    const series = seriesOf(book);
    const owned: Owned = {
      title: book.title,
      subtitle: null,
      authors: book.authors,
      series: series.map(({ name, position }) => ({ name, sequence: position })),
      asin: null,
      form: random.pick(['listed', 'expanded']),
      ...changes,
    };
    const entry = {
      title: catalogueTitle(book, random),
      authors: book.authors,
      series,
      asin: `B0${String(random.between(10_000_000, 99_999_999))}`,
    };
    return { id, label: way.label, noise: way.name, item: writeItem(id, owned), entry };
  }
  throw new Error(`no book for ${id}`);
}

/** Catalogues print the series behind some titles. */
function catalogueTitle({ title, series, position, isNumbered }: Book, random: Random): string {
  if (series === null || isNumbered || random.isLucky(0.7)) return title;
  return `${title}: ${series}, Book ${position}`;
}
