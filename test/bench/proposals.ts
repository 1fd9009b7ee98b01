import type { EntityManager } from '@mikro-orm/postgresql';

/** Writes that many open proposals for made-up books, and ten waiting ones; gives the numbers of the open ones. */
export async function insertProposals(em: EntityManager, count: number): Promise<number[]> {
  await em.execute(
    `insert into missing_books (work_key, title, author_name, reason_missing, is_wanted)
     select 'bench-' || n, 'Book ' || n, 'Author ' || n % 50, 'series_gap', true
       from generate_series(1, ?) n`,
    [count],
  );
  await em.execute(
    `insert into releases (source, tracker_id, title, facts)
     select 'bench', n::text, 'Book ' || n, ?::jsonb from generate_series(1, ?) n`,
    [JSON.stringify({ narrators: [], sizeBytes: 500_000_000 }), count],
  );
  const rows = await em.execute<{ id: number }[]>(
    `insert into proposals (missing_book_id, release_id, status, cost_class, figures, is_paid, opened_at, expires_at)
     select m.id, r.id, 'open', 'free', ?::jsonb, false, now(), now() + interval '3 days'
       from missing_books m join releases r on r.title = m.title returning id`,
    [JSON.stringify({ ratioNow: null, ratioAfter: null, unsatisfied: null })],
  );
  return rows.map((row) => row.id);
}
