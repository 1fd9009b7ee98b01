import type { EntityManager } from '@mikro-orm/postgresql';

export type LastScan = { unreadable: string[]; holdsGaps: boolean };

/** Whether a scan of the library has ever come to its end: until then an empty list of gaps says nothing. */
export async function scanState(em: EntityManager): Promise<'done' | 'running' | 'never'> {
  const [row] = await em.execute<[{ isDone: boolean; isRunning: boolean }]>(
    `select coalesce(bool_or(status = 'completed'), false) as "isDone",
            coalesce(bool_or(status in ('requested', 'running')), false) as "isRunning"
       from tasks where task_name = 'library-scan'`,
  );
  if (row.isDone) return 'done';
  return row.isRunning ? 'running' : 'never';
}

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
