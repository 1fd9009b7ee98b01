import type { EntityManager } from '@mikro-orm/postgresql';
import type { Job, JobResult } from './definition.ts';
import { taskLockSpace } from './locks.ts';
import { requestRetry } from './requests.ts';
import { mostAttempts } from './retry.ts';
import type { JobProgress } from './task.entity.ts';

/** The first failure after a success, or the first success after failures. */
export type Streak = { kind: 'failing' | 'recovered'; job: string; taskId: number; reason: string };

/** Called in the transaction that ends the run. */
export type StreakHook = (em: EntityManager, streak: Streak) => Promise<void>;

/** Why a run is over that was at work when the program stopped. */
export const stopReason = 'Stopped with the program.';

/** Why a run is over that nothing works on any more. */
export const cutOffReason = 'Cut off: the program or its database went away.';

/** Why a run is over that took too long. */
export function limitReason(job: Job): string {
  return `Ended after ${job.limitMinutes} minutes, the limit of this job.`;
}

/** Marks a requested run as running; null when it is not to be started (any more). */
export async function startTask(
  em: EntityManager,
  taskId: number,
  now: Date,
): Promise<{ input: Record<string, unknown>; attempt: number } | null> {
  const rows = await em.execute<{ input: Record<string, unknown>; attempt: number }[]>(
    `update tasks t set status = 'running', actual_start = ?
      where id = ? and status = 'requested'
        and not exists (select from tasks r where r.task_name = t.task_name and r.status = 'running')
      returning input, attempt`,
    [now, taskId],
  );
  return rows[0] ?? null;
}

/** Shows how far a run is. */
export async function storeProgress(
  em: EntityManager,
  taskId: number,
  progress: JobProgress,
): Promise<void> {
  await em.execute(`update tasks set progress = ?::jsonb where id = ? and status = 'running'`, [
    JSON.stringify(progress),
    taskId,
  ]);
}

/** Ends a run with its result. */
export async function completeTask(
  em: EntityManager,
  ended: { taskId: number; result: JobResult; now: Date; onStreak: StreakHook },
): Promise<void> {
  const { taskId, result, now } = ended;
  await em.transactional(async (tx) => {
    const job = await endTask(tx, taskId, { status: 'completed', result, now });
    if (!job) return;
    const changed = await tx.execute<unknown[]>(
      `update job_controls set failing_since = null
        where job_name = ? and failing_since is not null returning 1`,
      [job],
    );
    if (changed.length === 0) return;
    await ended.onStreak(tx, { kind: 'recovered', job, taskId, reason: result.summary });
  });
}

/** Ends a run that failed, or that could not even start; it is tried again at `retryAt`, if given. */
export async function failTask(
  em: EntityManager,
  ended: {
    taskId: number;
    reason: string;
    /** The outside service that did not do its part, if that was the cause. */
    service?: string | null;
    retryAt: Date | null;
    /** People hear of this failure in another way, so it begins no streak. */
    isTold?: boolean;
    now: Date;
    onStreak: StreakHook;
  },
): Promise<void> {
  const { taskId, reason, service = null, retryAt, isTold = false, now } = ended;
  await em.transactional(async (tx) => {
    const result = { report: { service } };
    const job = await endTask(tx, taskId, { status: 'failed', reason, result, now });
    if (!job) return;
    if (retryAt) await requestRetry(tx, taskId, retryAt);
    if (isTold) return;
    const changed = await tx.execute<unknown[]>(
      `insert into job_controls as c (job_name, slots_after, failing_since) values (?, ?, ?)
       on conflict (job_name) do update set failing_since = excluded.failing_since
         where c.failing_since is null
       returning 1`,
      [job, now, now],
    );
    if (changed.length === 0) return;
    await ended.onStreak(tx, { kind: 'failing', job, taskId, reason });
  });
}

/** Ends a run that was cut off through no fault of its own, and requests it anew. */
export async function interruptTask(
  em: EntityManager,
  ended: { taskId: number; reason: string; now: Date },
): Promise<void> {
  await em.transactional(async (tx) => {
    const { taskId, reason, now } = ended;
    const job = await endTask(tx, taskId, { status: 'interrupted', reason, now });
    if (job) await requestAnew(tx, taskId, now);
  });
}

/** Interrupts every run that is marked as running though nothing works on it any more. */
export async function interruptOrphans(em: EntityManager, now: Date): Promise<void> {
  const orphans = await em.execute<{ id: number }[]>(
    `select id from tasks t
      where status = 'running' and not exists (
        select from pg_locks l
         where l.locktype = 'advisory' and l.granted and l.objsubid = 2
           and l.database = (select oid from pg_database where datname = current_database())
           and l.classid::bigint = ? and l.objid::bigint = t.id)`,
    [taskLockSpace],
  );
  for (const { id } of orphans) {
    await interruptTask(em, { taskId: id, reason: cutOffReason, now });
  }
}

type Ending = {
  status: 'completed' | 'failed' | 'interrupted';
  reason?: string;
  /** What is not told stays as it is. */
  result?: Partial<JobResult>;
  now: Date;
};

/** The name of the job, or null when the run is over already: whoever ended it first was right. */
async function endTask(
  em: EntityManager,
  taskId: number,
  { status, reason, result = {}, now }: Ending,
): Promise<string | null> {
  const rows = await em.execute<{ task_name: string }[]>(
    `update tasks set status = ?, error_message = ?, actual_end = ?,
            duration_seconds =
              extract(epoch from greatest(?::timestamptz, actual_start) - actual_start),
            log_output = coalesce(?, log_output), task_metadata = coalesce(?::jsonb, task_metadata),
            items_processed = coalesce(?, items_processed),
            items_succeeded = coalesce(?, items_succeeded), items_failed = coalesce(?, items_failed)
      where id = ? and status in ('requested', 'running') returning task_name`,
    [
      status,
      reason ?? null,
      now,
      now,
      result.summary ?? null,
      result.report ? JSON.stringify(result.report) : null,
      result.processed ?? null,
      result.succeeded ?? null,
      result.failed ?? null,
      taskId,
    ],
  );
  return rows[0]?.task_name ?? null;
}

/** A run that was cut off as often as failures are tried again is likely what brings the program down. */
async function requestAnew(em: EntityManager, taskId: number, now: Date): Promise<void> {
  const rows = await em.execute<{ attempt: number }[]>('select attempt from tasks where id = ?', [
    taskId,
  ]);
  if ((rows[0]?.attempt ?? mostAttempts) < mostAttempts) await requestRetry(em, taskId, now);
}
