import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { durationText } from '../src/command/duration-text.ts';
import { fields, say } from '../src/command/reply.ts';
import { findBooks } from '../src/library/find-books.ts';
import { describeRecord } from '../src/metadata/describe-record.ts';
import { judgeKnownBook } from '../src/metadata/known-facts.ts';
import { describeScan, lastScan } from '../src/metadata/last-scan.ts';

export default defineCommand({
  name: 'book',
  description: 'Look a book of your library up',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    text: z
      .string()
      .max(200)
      .default('')
      .describe('words of title, author, series or narrator, or its number'),
    series: z.string().max(200).optional().describe('only books of the series of this name'),
    below: z.int().min(1).max(100).optional().describe('only books less complete than this, in %'),
    status: z.enum(['active', 'duplicate', 'archived']).optional(),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  async run(input, { em }) {
    const found = await findBooks(em, input);
    const [only] = found.total === 1 ? found.rows : [];
    return {
      ...found,
      known: only ? await judgeKnownBook(em, only.id) : null,
      scan: only ? await lastScan(em, only.id) : null,
    };
  },
  view({ rows, total, known, scan }) {
    const [book] = rows;
    if (!book)
      return say('No such book', 'Nothing in the library matches. "gaps" shows what is missing.');
    if (total > 1) {
      return {
        title: `${total} books`,
        tone: 'info',
        blocks: [
          {
            kind: 'table',
            columns: ['#', 'Title', 'Author', 'Series'],
            rows: rows.map((row) => [
              String(row.id),
              row.title,
              row.author,
              `${row.series ?? ''} ${row.series_number ?? ''}`.trim(),
            ]),
          },
        ],
      };
    }
    return {
      title: book.title,
      tone: 'info',
      blocks: [
        fields({
          Author: book.author,
          Series: book.series && `${book.series} ${book.series_number ?? ''}`.trim(),
          Narrator: book.narrator,
          Format: book.format?.toUpperCase() ?? null,
          Bitrate: book.bitrate_kbps && `${book.bitrate_kbps} kbps`,
          Duration: book.duration_minutes && durationText(book.duration_minutes * 60),
          Added: book.date_added?.toISOString().slice(0, 10),
          Where: book.path,
          'Looked at': scan && describeScan(scan),
          Complete: known && `${known.completenessPercent} %${lacking(known.missing)}`,
        }),
        ...(known ? [{ kind: 'list' as const, items: describeRecord(known) }] : []),
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Scan again',
              runs: 'changes',
              input: { action: 'correct', book: book.id },
              style: 'default',
            },
          ],
        },
      ],
    };
  },
});

function lacking(missing: readonly string[]): string {
  return missing.length === 0 ? '' : `, without ${missing.join(', ')}`;
}
