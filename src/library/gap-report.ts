import { writeCsv } from '../command/write-csv.ts';
import type { GapRow } from './list-gaps.ts';

export const reportFormats = ['table', 'csv', 'json', 'md'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const columns = [
  ['series', ({ series }: GapRow) => series],
  ['position', ({ position }: GapRow) => position],
  ['title', ({ title }: GapRow) => title],
  ['author', ({ author }: GapRow) => author],
  ['state', ({ state }: GapRow) => state],
  ['reason', ({ reason }: GapRow) => reason],
  ['release_date', ({ releaseDate }: GapRow) => releaseDate],
  ['asin', ({ asin }: GapRow) => asin],
  ['doubt', ({ doubt }: GapRow) => doubt],
  ['search_note', ({ note }: GapRow) => note],
] as const;
const names = columns.map(([name]) => name);

/** The gaps as a text for a file: CSV (RFC 4180), a JSON list or a Markdown table. */
export function writeReport(
  rows: readonly GapRow[],
  format: Exclude<ReportFormat, 'table'>,
): string {
  const cells = rows.map((row) => columns.map(([, read]) => read(row) ?? ''));
  switch (format) {
    case 'csv':
      return writeCsv([names, ...cells]);
    case 'md':
      return [names, names.map(() => '---'), ...cells.map((line) => line.map(mdCell))]
        .map((line) => `| ${line.join(' | ')} |\n`)
        .join('');
    case 'json': {
      const objects = cells.map((line) =>
        Object.fromEntries(names.map((name, at) => [name, line[at] || null])),
      );
      return `${JSON.stringify(objects, null, 1)}\n`;
    }
  }
}

function mdCell(text: string): string {
  return text.replaceAll(/[\\|`*_[\]<>]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');
}
