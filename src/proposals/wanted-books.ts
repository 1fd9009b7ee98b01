import type { EntityManager } from '@mikro-orm/postgresql';
import { MissingBook } from '../library/missing-book.entity.ts';

const searchable = ['identified', 'failed'] as const;
/** What is held back may have become free or cheaper meanwhile. */
const heldAgainHours = 6;

/** Of wanted books, those that wait for nobody: not hidden, snoozed, proposed or on their way. */
const isSearchable = `
  m.is_wanted and m.download_status in (?) and coalesce(m.snoozed_until, ?) <= ?
  and not exists (select 1 from proposals p
                   where p.missing_book_id = m.id and p.status in ('waiting', 'open'))`;

/** The book as it is now; null when it was hidden, found or given up meanwhile. */
export async function findWanted(em: EntityManager, id: number): Promise<MissingBook | null> {
  const still = { id, isWanted: true, downloadStatus: { $in: searchable } };
  return await em.findOne(MissingBook, still, { refresh: true });
}

/** The most wanted books whose time for a search has come: first places of wishlists first, then early volumes. */
export async function dueBooks(
  em: EntityManager,
  { now, limit }: { now: Date; limit: number },
): Promise<MissingBook[]> {
  const heldSince = new Date(now.getTime() - heldAgainHours * 3_600_000);
  const rows = await em.execute<{ id: number }[]>(
    `select m.id from missing_books m
      where ${isSearchable}
        and (coalesce(m.next_search_at, ?) <= ?
             or (coalesce(m.last_searched_at, 'epoch') <= ?
                 and exists (select 1 from proposals p where p.missing_book_id = m.id and p.status = 'held')))
      order by m.priority, m.last_searched_at nulls first,
               (select min(w.place) from wishlist w
                 where w.missing_book_id = m.id and w.removed_at is null) nulls last,
               nullif(substring(m.series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric nulls last, m.id
      limit ?`,
    [[...searchable], now, now, now, now, heldSince, limit],
  );
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const books = await em.find(MissingBook, { id: { $in: ids } });
  return books.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Every book that a new release could be, due or not. */
export async function searchableBooks(em: EntityManager, now: Date): Promise<MissingBook[]> {
  const rows = await em.execute<{ id: number }[]>(
    `select m.id from missing_books m where ${isSearchable}`,
    [[...searchable], now, now],
  );
  return await em.find(MissingBook, { id: { $in: rows.map(({ id }) => id) } });
}

/** Their searches have another reason than the week being over. */
export async function makeDue(em: EntityManager, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await em.execute('update missing_books set next_search_at = ? where id in (?)', [now, [...ids]]);
}
