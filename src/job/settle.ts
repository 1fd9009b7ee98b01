import type { EntityManager } from '@mikro-orm/postgresql';
import type { Job } from './definition.ts';
import {
  cutOffReason,
  failTask,
  interruptTask,
  limitReason,
  type StreakHook,
  stopReason,
} from './outcome.ts';
import type { Task } from './task.entity.ts';

/** A worker that is gone: how long it was there, and the error that nobody caught in it. */
export type GoneWorker = {
  job: Job;
  taskId: number;
  ranMs: number;
  error: string | null;
  isStopping: boolean;
};

/** Ends the run of a worker that is gone, if the worker did not do so itself. */
export async function settleTask(
  em: EntityManager,
  gone: GoneWorker,
  { now, onStreak }: { now: Date; onStreak: StreakHook },
): Promise<void> {
  const { job, taskId, error } = gone;
  const rows = await em.execute<Pick<Task, 'status'>[]>('select status from tasks where id = ?', [
    taskId,
  ]);
  const status = rows[0]?.status;
  if (status === 'running' && (gone.isStopping || error === null)) {
    const reason = gone.isStopping ? stopReason : cutOffReason;
    await interruptTask(em, { taskId, reason, now });
  } else if (error !== null && (status === 'running' || status === 'requested')) {
    if (gone.isStopping) return;
    const isOverLimit = gone.ranMs >= job.limitMinutes * 60_000;
    const reason = isOverLimit ? limitReason(job) : `The worker died: ${error}`;
    await failTask(em, { taskId, reason, retryAt: null, now, onStreak });
  }
}
