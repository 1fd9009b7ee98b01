import { z } from 'zod';
import { calendarOf } from './calendar.ts';
import type { AnswerFile } from './endpoint.ts';
import { gapsFields, snakeCase } from './fields.ts';

const row = z.object({
  id: z.number(),
  name: z.string(),
  author: z.string().nullable(),
  owned: z.number(),
  missing: z.number().nullable(),
  total: z.number().nullable(),
  percentage: z.number().nullable(),
  status: z.string().nullable(),
  monitor: z.string(),
  novellas: z.string().nullable(),
  checkedAt: z.date().nullable(),
  hardcoverId: z.number().nullable(),
  goodreadsId: z.string().nullable(),
});
type Row = z.output<typeof row>;
const looked = z.object({
  rows: z.array(row),
  total: z.number(),
  summary: z.record(z.string(), z.number()),
  one: z.object({ row, books: z.array(z.unknown()), gaps: z.array(z.unknown()) }).nullable(),
});

const commonFields = (one: Row) => ({
  id: one.id,
  name: one.name,
  hardcover_id: one.hardcoverId,
  goodreads_id: one.goodreadsId,
  completion_percentage: one.percentage,
  completion_status: one.status,
  last_completion_check: one.checkedAt,
  monitor: one.monitor,
});

function seriesFields(one: Row) {
  return {
    ...commonFields(one),
    author: one.author,
    total_books_in_series: one.total,
    books_owned: one.owned,
    books_missing: one.missing,
    novellas: one.novellas,
  };
}

function authorFields(one: Row) {
  return {
    ...commonFields(one),
    total_audiobooks_external: one.total,
    audiobooks_owned: one.owned,
    audiobooks_missing: one.missing,
  };
}

const fieldsOf: Record<'series' | 'authors', (one: Row) => object> = {
  series: seriesFields,
  authors: authorFields,
};
type Kind = keyof typeof fieldsOf;

/** Series or authors under the names of their tables; the list of those that share a name, or all. */
export const completionList = (kind: Kind) => (output: unknown) => {
  const { rows, total } = looked.parse(output);
  return { [kind]: rows.map(fieldsOf[kind]), total };
};

/** The one of the address with its books, owned and missing. */
export const completionOf = (kind: Kind) => (output: unknown) => {
  const { one } = looked.parse(output);
  if (!one) return completionList(kind)(output);
  const { gaps } = gapsFields({ rows: one.gaps, total: one.gaps.length, series: 0 });
  return { ...fieldsOf[kind](one.row), books: snakeCase(one.books), missing_books: gaps };
};

/** How many are in which state of completeness. */
export function summaryFields(output: unknown) {
  const { total, summary } = looked.parse(output);
  return { total, ...summary };
}

const report = z.object({
  format: z.enum(['table', 'csv', 'json', 'md']),
  report: z.string().nullable(),
});
const types = { csv: 'text/csv', json: 'application/json', md: 'text/markdown' } as const;

/** The gap report as the file that was asked for. */
export function gapReportFile(output: unknown): AnswerFile | null {
  const { format, report: text } = report.parse(output);
  if (format === 'table' || text === null) return null;
  return { contentType: `${types[format]}; charset=utf-8`, name: `gaps.${format}`, text };
}

export function calendarFile(output: unknown): AnswerFile {
  const contentType = 'text/calendar; charset=utf-8';
  return { contentType, name: 'upcoming.ics', text: calendarOf(output) };
}
