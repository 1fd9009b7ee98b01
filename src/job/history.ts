import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import type { JobReport } from './task.entity.ts';

export type RunRow = {
  id: number;
  job: string;
  status: string;
  cause: string;
  actor: string | null;
  attempt: number;
  scheduledAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  seconds: number | null;
  processed: number;
  succeeded: number;
  failed: number;
  summary: string | null;
  error: string | null;
};

export type History = { rows: RunRow[]; total: number; report: JobReport | null };

const columns = `id, task_name as job, status, cause, actor, attempt, scheduled_time as "scheduledAt",
  actual_start as "startedAt", actual_end as "endedAt", duration_seconds as seconds,
  items_processed as processed, items_succeeded as succeeded, items_failed as failed,
  log_output as summary, error_message as error`;

/** Runs, the newest first, or one run with its report; throws UserError when that run does not exist. */
export async function taskHistory(
  em: EntityManager,
  filter: { run?: number | undefined; job?: string | undefined; limit: number; offset: number },
): Promise<History> {
  if (filter.run !== undefined) return await oneRun(em, filter.run);
  const job = filter.job ?? null;
  const rows = await em.execute<RunRow[]>(
    `select ${columns} from tasks where ?::text is null or task_name = ? order by id desc limit ? offset ?`,
    [job, job, filter.limit, filter.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    'select count(*) as total from tasks where ?::text is null or task_name = ?',
    [job, job],
  );
  return { rows, total: count?.total ?? 0, report: null };
}

async function oneRun(em: EntityManager, id: number): Promise<History> {
  const rows = await em.execute<(RunRow & { report: JobReport })[]>(
    `select ${columns}, task_metadata as report from tasks where id = ?`,
    [id],
  );
  const row = rows[0];
  if (!row)
    throw new UserError('not_found', `There is no run ${id}.`, '"history" lists the last ones.');
  const { report, ...run } = row;
  return { rows: [run], total: 1, report };
}

/** How the last run of a job that is over ended; null when there was none. */
export async function lastEnding(em: EntityManager, job: string): Promise<string | null> {
  const rows = await em.execute<{ status: string }[]>(
    `select status from tasks
      where task_name = ? and actual_start is not null and status not in ('requested', 'running')
      order by id desc limit 1`,
    [job],
  );
  return rows[0]?.status ?? null;
}
