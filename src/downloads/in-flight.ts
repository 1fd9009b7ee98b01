import type { EntityManager } from '@mikro-orm/postgresql';

/** Downloads that are neither over nor stopped; with `until` also those that wait and go on by then. */
export async function countInFlight(em: EntityManager, until: Date | null = null): Promise<number> {
  const rows = await em.execute<{ left: number }[]>(
    `select count(*) as left from downloads
      where status in ('queued', 'downloading', 'checking', 'importing', 'scanning')
         or (status = 'waiting' and next_retry <= ?)`,
    [until],
  );
  return rows[0]?.left ?? 0;
}
