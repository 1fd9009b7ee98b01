import { readFileSync } from 'node:fs';

/** A published book, by plain facts. */
export type Book = {
  title: string;
  /** Under which the same text was also published. */
  otherTitles: string[];
  translations: { language: string; title: string }[];
  authors: string[];
  series: string | null;
  position: string | null;
  /** Two letters. */
  language: string;
  /** Named by its number alone: "Mark of the Fool 3". */
  isNumbered: boolean;
};

/** Reads lines of "author | series | titles | language". */
export function readBooks(file: string): Book[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).flatMap(readLine);
}

/** The books with a number in the same series, the book itself left out. */
export function neighbours(book: Book, books: readonly Book[]): Book[] {
  return books.filter(
    (other) => other !== book && book.series !== null && isSameSeries(other, book),
  );
}

export function isNovella({ position }: Book): boolean {
  return position !== null && !Number.isInteger(Number(position));
}

function isSameSeries(a: Book, b: Book): boolean {
  return a.series === b.series && a.authors[0] === b.authors[0];
}

function readLine(line: string): Book[] {
  const [authors = '', series = '', titles = '', language] = line
    .split('|')
    .map((column) => column.trim());
  const shared = {
    authors: authors.split(' + '),
    series: series || null,
    language: language ?? 'en',
  };
  const [, volumes] = /^\* (\d+)$/.exec(titles) ?? [];
  if (volumes !== undefined) {
    return Array.from({ length: Number(volumes) }, (_, index) => ({
      ...shared,
      title: index === 0 ? series : `${series} ${index + 1}`,
      otherTitles: [],
      translations: [],
      position: String(index + 1),
      isNumbered: true,
    }));
  }
  return titles.split(' / ').map((entry, index) => {
    const [, number, names = entry] = /^#([\d.]+) (.+)$/.exec(entry) ?? [];
    const [own = '', ...translations] = names.split(' ~');
    const [title = '', ...otherTitles] = own.split(' = ');
    return {
      ...shared,
      title,
      otherTitles,
      translations: translations.map((text) => ({
        language: text.slice(0, 2),
        title: text.slice(3),
      })),
      position: shared.series === null ? null : (number ?? String(index + 1)),
      isNumbered: false,
    };
  });
}
