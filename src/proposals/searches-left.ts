import type { EntityManager } from '@mikro-orm/postgresql';

/** How many searches the tracker may still be asked for within its running 24 hours. */
export async function searchesLeft(
  em: EntityManager,
  searchesPerDay: number,
  now: Date,
): Promise<number> {
  const [row] = await em.execute<{ spent: number }[]>(
    `select case when search_window_start > ?::timestamptz - interval '24 hours'
                 then search_window_count else 0 end as spent
       from tracker_session where id = 1`,
    [now],
  );
  return Math.max(0, searchesPerDay - (row?.spent ?? 0));
}
