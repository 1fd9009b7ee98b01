import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Open proposals of made-up books, without a release on any tracker; answers their numbers. */
export async function openProposals(em: EntityManager, count: number): Promise<number[]> {
  const rows = await em.execute<{ id: number }[]>(
    `with release as (
       insert into releases (source, tracker_id, title, facts)
       values ('mam', ?, 'Some Book', '{"narrators": [], "sizeBytes": 1}') returning id),
     book as (
       insert into missing_books (work_key, title, author_name, reason_missing, is_wanted)
       select 'round:' || ? || n, 'Book ' || n, 'Some Author', 'request', true
         from generate_series(1, ?) n returning id)
     insert into proposals (missing_book_id, release_id, status, opened_at, expires_at)
     select book.id, release.id, 'open', now(), now() + interval '1 day' from book, release
     returning id`,
    [randomUUID(), randomUUID(), count],
  );
  return rows.map((row) => row.id);
}
