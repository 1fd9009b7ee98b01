import type { EntityManager } from '@mikro-orm/postgresql';

/** Downloads that are neither over nor stopped. */
export async function countInFlight(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ left: number }[]>(
    `select count(*) as left from downloads
      where status in ('queued', 'downloading', 'checking', 'importing', 'scanning')`,
  );
  return rows[0]?.left ?? 0;
}
