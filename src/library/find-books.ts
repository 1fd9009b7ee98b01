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
  metadata_completeness_percent: number;
  last_metadata_update: Date | null;
  missing_fields: string[];
  path: string;
};

export type BookSearch = {
  text: string;
  limit: number;
  offset: number;
  /** The whole name of a series. */
  series?: string | undefined;
  /** Only books whose metadata is less complete than this, in percent. */
  below?: number | undefined;
  status?: 'active' | 'duplicate' | 'archived' | undefined;
};

const describing = ['narrator', 'description', 'published_year', 'publisher', 'language', 'asin'];
const missingFields = describing.map(
  (column) => `case when ${column} is null then '${column}' end`,
);

/** Books whose title, author, series or narrator holds every word, by title; a number finds the book of that number or title. */
export async function findBooks(
  em: EntityManager,
  search: BookSearch,
): Promise<{ rows: BookRow[]; total: number }> {
  const text = search.text.trim();
  const isNumber = /^\d{1,9}$/.test(text);
  const words = text.split(/\s+/).filter((word) => word !== '');
  const filter = filterOf(search);
  const where = [
    filter.where,
    ...(isNumber ? ['(id = ? or title = ?)'] : []),
    ...(isNumber ? [] : words).map(() => `concat_ws(' ', title, author, series, narrator) ilike ?`),
  ].join(' and ');
  const values = [
    ...filter.values,
    ...(isNumber
      ? [Number(text), text]
      : words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)),
  ];
  const rows = await em.execute<BookRow[]>(
    `select id, abs_id, title, author, series, series_number, narrator, asin, isbn, published_year,
            duration_minutes, bitrate_kbps, format, status, duplicate_status, date_added, path,
            metadata_completeness_percent, last_metadata_update,
            array_remove(array[${missingFields.join(', ')}], null) as missing_fields
       from books where ${where} order by lower(title), id limit ? offset ?`,
    [...values, search.limit, search.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*) as total from books where ${where}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}

function filterOf({ series, below, status }: BookSearch): { where: string; values: unknown[] } {
  const filters: { where: string; values: unknown[] }[] = [
    { where: status ? 'status = ?' : `status <> 'archived'`, values: status ? [status] : [] },
    { where: 'metadata_completeness_percent < ?', values: [below] },
    {
      where: `id in (select bs.book_id from book_series bs join series s on s.id = bs.series_id
                      where lower(s.name) = lower(?))`,
      values: [series],
    },
  ].filter(({ values }) => !values.includes(undefined));
  return {
    where: filters.map(({ where }) => where).join(' and '),
    values: filters.flatMap(({ values }) => values),
  };
}
