import { readFileSync } from 'node:fs';
import type { LabelledCase } from './case.ts';
import { readTextAlone } from './hand.ts';

type Named = { title: string; author: string; series: string };

/** Every line of the file for each of the books, each row a case of its own; the head of the file tells how. */
export function readWays(file: string, name: string, books: readonly Named[]): LabelledCase[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const blocks = books.map((book) => {
    const { title, author, series } = book;
    return [
      `want ${title} | ${author} | ${series}`,
      ...lines.map((line) => rowOf(line, book)),
    ].join('\n');
  });
  return readTextAlone(blocks.join('\n\n'), name);
}

/** Without a field of its own a title has to tell the series itself. */
function rowOf(line: string, { title, author, series }: Named): string {
  const [label, first = '', authors = '', more = ''] = line
    .split('|')
    .map((column) => column.trim());
  const written: Record<string, string> = {
    t: title,
    a: author,
    A: author.replace(/^(.+) (\S+)$/, '$2, $1'),
    T: title.toUpperCase(),
    l: title.toLowerCase(),
    u: title.replaceAll(' ', '_'),
    d: title.replaceAll(' ', '.'),
  };
  const fill = (text: string) => text.replace(/\{(\w)\}/g, (_, key: string) => written[key] ?? '');
  const place = authors === '' && more === '' ? '' : series;
  return [`${label} ${fill(first)}`, fill(authors) || author, place, more].join(' | ');
}
