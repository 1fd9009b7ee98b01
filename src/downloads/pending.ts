import type { EntityManager } from '@mikro-orm/postgresql';

/** Grabs on their way that the tracker's figures may not show yet: how many, and the paid bytes among them. */
export async function pendingGrabs(
  em: EntityManager,
): Promise<{ pendingGrabs: number; pendingPaidBytes: number }> {
  const rows = await em.execute<{ grabs: number; bytes: number | null }[]>(
    `select count(*) filter (where status in ('queued', 'waiting')) as grabs,
            sum(size_bytes) filter (where is_paid) as bytes
       from downloads where status in ('queued', 'waiting', 'downloading')`,
  );
  return { pendingGrabs: rows[0]?.grabs ?? 0, pendingPaidBytes: rows[0]?.bytes ?? 0 };
}

/** Downloads that are neither over nor stopped. */
export async function countInFlight(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ left: number }[]>(
    `select count(*) as left from downloads
      where status in ('queued', 'downloading', 'checking', 'importing', 'scanning')`,
  );
  return rows[0]?.left ?? 0;
}
