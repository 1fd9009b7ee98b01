import type { EntityManager } from '@mikro-orm/postgresql';

export type LastScan = { unreadable: string[]; holdsGaps: boolean };

/** What the last whole scan could not read, by its report. */
export async function lastScan(em: EntityManager): Promise<LastScan> {
  const [row] = await em.execute<Partial<LastScan>[]>(
    `select task_metadata -> 'unreadable' as unreadable,
            task_metadata -> 'holdsGaps' as "holdsGaps"
       from tasks where task_name = 'library-scan' and status = 'completed'
        and task_metadata ->> 'holdsGaps' is not null
      order by id desc limit 1`,
  );
  return { unreadable: row?.unreadable ?? [], holdsGaps: row?.holdsGaps ?? false };
}
