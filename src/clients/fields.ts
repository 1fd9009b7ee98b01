import { z } from 'zod';

/** Fields of books as catalogues send them; what cannot be read counts as not told. */
export const text = z.string().trim().min(1).nullable().catch(null);
export const texts = z.array(text).catch([]).transform(present);
export const count = z.number().positive().nullable().catch(null);
/** A date of any exactness; the year is what is used. */
export const year = z
  .union([z.string(), z.number().transform(String)])
  .transform((date) => /^[12]\d{3}/.exec(date.trim())?.[0])
  .transform((digits) => (digits === undefined ? null : Number(digits)))
  .nullable()
  .catch(null);
export const pictureUrl = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null);
export const rows = z.array(z.unknown());

export function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

/** The rows that can be read. */
export function readable<T>(list: readonly unknown[], form: z.ZodType<T>): T[] {
  return list.flatMap((row) => {
    const parsed = form.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
