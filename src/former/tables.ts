import { z } from 'zod';

/** A database of another program, read only. Values are as its driver tells them, or texts. */
export type ForeignTables = {
  /** Every row of a table; none when there is no such table. */
  rows: (table: string) => Promise<Record<string, unknown>[]>;
  count: (table: string) => Promise<number>;
  close: () => Promise<void>;
};

/** A cell that may be missing, empty or of another type than the column says. */
export const cell = z
  .union([z.string(), z.number(), z.boolean(), z.bigint()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value).trim()));

/** True in the way of either kind of database. */
export const flag = cell.transform((text) => /^(?:1|t|true)$/i.test(text));

const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** A moment; what has no zone is UTC, as the former program wrote it. Null for what is none. */
export const moment = cell.transform((text) => {
  const iso = text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
  const time = new Date(zoned.test(text.slice(10)) ? iso : `${iso}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
});

/** Rows of a table that fit a form, and how many do not. */
export async function readRows<Row>(
  tables: ForeignTables,
  table: string,
  form: z.ZodType<Row>,
): Promise<{ rows: Row[]; unreadable: number }> {
  const all = await tables.rows(table);
  const rows = all.flatMap((row) => {
    const parsed = form.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { rows, unreadable: all.length - rows.length };
}
