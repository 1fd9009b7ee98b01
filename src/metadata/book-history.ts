import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { findBooks } from '../library/find-books.ts';

export type CorrectionRow = {
  id: number;
  field: string;
  before: unknown;
  after: unknown;
  source: string;
  reason: string | null;
  date: Date;
  by: string | null;
  state: string;
  detail: string | null;
  batch: number | null;
};

export type BookHistory = { bookId: number; title: string; rows: CorrectionRow[]; total: number };

/** What was changed of a book, the newest first; throws UserError unless the words mean one book. */
export async function bookHistory(
  em: EntityManager,
  text: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<BookHistory> {
  const { rows: books, total: found } = await findBooks(em, { text, limit: 1, offset: 0 });
  const [book] = books;
  if (!book || found > 1) {
    const what = book ? `${found} books have these words` : 'No book has these words';
    throw new UserError('not_found', `${what}.`, '"book" shows their numbers.');
  }
  const rows = await em.execute<CorrectionRow[]>(
    `select id, field_name as field, old_value as before, coalesce(held_value, new_value) as after, source,
            reason, correction_date as date, corrected_by as by, state, detail, batch_id as batch
       from metadata_corrections where book_id = ? order by id desc limit ? offset ?`,
    [book.id, limit, offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    'select count(*) as total from metadata_corrections where book_id = ?',
    [book.id],
  );
  return { bookId: book.id, title: book.title, rows, total: count?.total ?? 0 };
}

export type SourceCount = { source: string; corrections: number; written: number; books: number };

/** Whose values the changes of the last days were. */
export async function correctionsBySource(
  em: EntityManager,
  days: number,
  now: Date,
): Promise<SourceCount[]> {
  return await em.execute<SourceCount[]>(
    `select source, count(*) as corrections, count(*) filter (where state = 'written') as written,
            count(distinct book_id) as books
       from metadata_corrections where correction_date >= ? group by source order by 2 desc, 1`,
    [new Date(now.getTime() - days * 86_400_000)],
  );
}
