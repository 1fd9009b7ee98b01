import { readCsv } from './csv.ts';
import { type BookList, listOf } from './listed-book.ts';

const columns = {
  title: ['title', 'book title', 'book', 'name'],
  author: ['author', 'authors', 'author(s)', 'author name', 'author names', 'author l-f'],
  asin: ['asin', 'audible asin'],
  shelf: ['exclusive shelf', 'read status', 'reading status', 'status', 'shelf'],
} as const;

/**
 * A table with a line of headings, as Goodreads, Hardcover and spreadsheets write it; without headings
 * title and author, or lines such as "Title by Author".
 */
export function readCsvList(text: string): BookList {
  const rows = readCsv(text);
  const headings = (rows[0] ?? []).map((name) => name.toLowerCase().replaceAll('_', ' '));
  const find = (names: readonly string[]) =>
    names.map((name) => headings.indexOf(name)).find((at) => at >= 0) ?? -1;
  const [title, author] = [find(columns.title), find(columns.author)];
  if (title < 0 || author < 0) return listOf(rows.map(bareRow));
  const [asin, shelf] = [find(columns.asin), find(columns.shelf)];
  return listOf(
    rows.slice(1).map((row) => ({
      title: row[title] ?? '',
      author: firstOf(row[author] ?? ''),
      asin: row[asin],
      shelf: row[shelf],
    })),
  );
}

function bareRow([first = '', second, third]: readonly string[]) {
  const [, title, author] = /^(.*\S)\s+by\s+(\S.*)$/i.exec(first) ?? [];
  if (second === undefined && title && author) return { title, author };
  return { title: first, author: second ?? '', asin: third };
}

/** Of several authors the first; "Ward, Anna" is one, turned round. */
function firstOf(authors: string): string {
  const [first = ''] = authors.split(';');
  const [name = '', given, ...more] = first.split(',').map((part) => part.trim());
  const isTurned = given && more.length === 0 && !/\s/.test(name);
  return isTurned ? `${given} ${name}` : name;
}
