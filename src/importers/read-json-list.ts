import { z } from 'zod';
import { type BookList, listOf } from './listed-book.ts';

const book = z.object({
  title: z.string(),
  authors: z.array(z.string()).default([]),
  asin: z.string().nullish(),
  downloaded: z.boolean().default(false),
});
/** As AudioBookRequest lists its wishes: the book beside those who asked for it, or the book alone. */
const row = z.union([z.object({ book }).transform((one) => one.book), book]);

/** A wishlist of AudioBookRequest; null for any other JSON. */
export function readJsonList(value: unknown): BookList | null {
  const rows = z.array(z.unknown()).safeParse(value).data;
  if (!rows) return null;
  const known = rows.flatMap((one) => row.safeParse(one).data ?? []);
  const list = listOf(
    known.map(({ title, authors, asin, downloaded }) => ({
      title,
      author: authors[0] ?? '',
      asin: asin ?? undefined,
      shelf: downloaded ? 'downloaded' : undefined,
    })),
  );
  return { ...list, unreadable: list.unreadable + rows.length - known.length };
}
