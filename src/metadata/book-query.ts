import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { namesIn } from '../library/wanted-work.ts';
import type { BookQuery } from './provider.ts';

type Row = {
  title: string;
  author: string;
  series: { name: string; position: string | null }[];
  narrator: string | null;
  asin: string | null;
  isbn: string | null;
  language: string | null;
  minutes: number | null;
  isAbridged: boolean | null;
};

/** What the library knows of a book, to ask by; throws UserError when there is no such book. */
export async function readBookQuery(em: EntityManager, bookId: number): Promise<BookQuery> {
  const [row] = await em.execute<Row[]>(
    `select title, author, narrator, asin, isbn, language,
            duration_minutes::float8 as minutes, is_abridged as "isAbridged",
            coalesce((select json_agg(json_build_object('name', s.name, 'position', bs.position))
                        from book_series bs join series s on s.id = bs.series_id
                       where bs.book_id = books.id), '[]') as series
       from books where id = ?`,
    [bookId],
  );
  if (!row) throw new UserError('not_found', `There is no book ${bookId}.`, '"book" lists them.');
  const { title, series, isbn, language, isAbridged } = row;
  return {
    title,
    series,
    isbn,
    language,
    isAbridged,
    asin: row.asin?.toUpperCase() ?? null,
    authors: namesIn(row.author),
    narrators: namesIn(row.narrator),
    durationSeconds: row.minutes === null ? null : row.minutes * 60,
  };
}
