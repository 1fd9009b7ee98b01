import type { EntityManager } from '@mikro-orm/postgresql';

export type BookRow = {
  id: number;
  abs_id: string;
  title: string;
  author: string;
  series: string | null;
  series_number: string | null;
  narrator: string | null;
  asin: string | null;
  isbn: string | null;
  published_year: number | null;
  duration_minutes: number | null;
  bitrate_kbps: number | null;
  format: string | null;
  status: string;
  duplicate_status: string;
  date_added: Date | null;
  path: string;
};

/** Books whose title, author, series or narrator holds every word, by title; a number finds the book of that number or title. */
export async function findBooks(
  em: EntityManager,
  search: { text: string; limit: number; offset: number },
): Promise<{ rows: BookRow[]; total: number }> {
  const text = search.text.trim();
  const isNumber = /^\d{1,9}$/.test(text);
  const words = text.split(/\s+/).filter((word) => word !== '');
  const where = isNumber
    ? '(id = ? or title = ?)'
    : ['true', ...words.map(() => `concat_ws(' ', title, author, series, narrator) ilike ?`)].join(
        ' and ',
      );
  const values = isNumber
    ? [Number(text), text]
    : words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await em.execute<BookRow[]>(
    `select id, abs_id, title, author, series, series_number, narrator, asin, isbn, published_year,
            duration_minutes, bitrate_kbps, format, status, duplicate_status, date_added, path
       from books where status <> 'archived' and ${where} order by lower(title), id limit ? offset ?`,
    [...values, search.limit, search.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*) as total from books where status <> 'archived' and ${where}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}
