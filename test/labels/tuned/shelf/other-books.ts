import { type Book, isNovella, neighbours } from '../../books.ts';
import { otherWriters } from '../../people.ts';
import type { Owned, ShelfWay } from '../../shelf-item.ts';
import { shortSeries } from '../../subject.ts';

/** Owned books that stand near the entry and are not the book. */
export const otherBooks: ShelfWay[] = [
  {
    name: 'neighbour',
    own(book, books, random) {
      const others = neighbours(book, books);
      return others.length === 0 ? null : owned(random.pick(others));
    },
  },
  {
    name: 'neighbour-without-series',
    own(book, books, random) {
      const others = neighbours(book, books);
      return others.length === 0 ? null : { ...owned(random.pick(others)), series: [] };
    },
  },
  {
    name: 'neighbour-volume',
    own(book, books, random) {
      const others = neighbours(book, books);
      if (!book.isNumbered || book.series === null) return null;
      const { position } = random.pick(others);
      return {
        title: `${book.series}, Book ${position}`,
        series: random.pick([[], [{ name: book.series, sequence: position }]]),
      };
    },
  },
  {
    name: 'namesake',
    own: (_, __, random) => ({ authors: [random.pick(otherWriters)], series: [] }),
  },
  {
    name: 'other-of-the-author',
    own(book, books, random) {
      const others = books.filter(
        (other) => other.authors[0] === book.authors[0] && other.series !== book.series,
      );
      return others.length === 0 ? null : owned(random.pick(others));
    },
  },
  {
    name: 'omnibus',
    own(book, books, random) {
      const count = neighbours(book, books).length + 1;
      if (book.series === null || count < 3) return null;
      const title = random.pick([
        `${shortSeries(book.series)} Omnibus`,
        `${shortSeries(book.series)}: Books 1-${count}`,
        book.title,
      ]);
      return {
        title,
        series: [{ name: book.series, sequence: random.pick([`1-${count}`, `1 - ${count}`]) }],
      };
    },
  },
  {
    name: 'part',
    own: ({ title }, _, random) => ({
      title: random.pick([
        `${title} (Part 1 of 2)`,
        `${title}, Part Two`,
        `${title} [Part 2 of 3]`,
      ]),
    }),
  },
  {
    name: 'novella-beside',
    own({ series, position, ...book }) {
      if (series === null || position === null || isNovella({ series, position, ...book }))
        return null;
      return {
        title: `Tales of ${shortSeries(series)}`,
        series: [{ name: series, sequence: `${position}.5` }],
      };
    },
  },
  {
    name: 'sequel-title',
    own: ({ title, series, position }, _, random) => ({
      title: random.pick([`Return to ${title}`, `${title} Reborn`, `Beyond ${title}`]),
      series: series === null ? [] : [{ name: series, sequence: String(Number(position) + 30) }],
    }),
  },
];

function owned({ title, authors, series, position }: Book): Partial<Owned> {
  return { title, authors, series: series === null ? [] : [{ name: series, sequence: position }] };
}
