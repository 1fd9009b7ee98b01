import type { HeldLock, LockKey } from '../db/lock.ts';
import { ExternalError, messageOf, UserError } from '../errors.ts';
import { scrub } from '../log.ts';
import type { Services } from '../services.ts';
import type { Job, JobResult } from './definition.ts';
import { taskLock } from './locks.ts';
import {
  completeTask,
  failTask,
  interruptTask,
  limitReason,
  type StreakHook,
  startTask,
  stopReason,
  storeProgress,
} from './outcome.ts';
import { paceProgress } from './progress.ts';
import { retryTime } from './retry.ts';

export type TaskRun = {
  job: Job;
  taskId: number;
  services: Services;
  /** Null when somebody else holds it. */
  takeLock: (key: LockKey) => Promise<HeldLock | null>;
  signal: AbortSignal;
  /** When the schedule brings the job round again. */
  nextSlot: (after: Date) => Date | null;
  onStreak: StreakHook;
};

/**
 * Runs a requested task and stores how it ended; does nothing when the task is not to be started.
 * While it runs it holds the lock of the task, so that its row is known to be alive.
 */
export async function runTask(run: TaskRun): Promise<void> {
  if (run.signal.aborted) return;
  const lock = await run.takeLock(taskLock(run.taskId));
  if (!lock) return;
  try {
    const started = await startTask(run.services.em(), run.taskId, run.services.now());
    if (started) await runStarted(run, started, lock.lost);
  } finally {
    await lock.release();
  }
}

async function runStarted(
  run: TaskRun,
  started: { input: Record<string, unknown>; attempt: number },
  lost: AbortSignal,
): Promise<void> {
  const { job, taskId, services, onStreak } = run;
  const limit = AbortSignal.timeout(Math.round(job.limitMinutes * 60_000));
  const signal = AbortSignal.any([run.signal, limit, lost]);
  const ending = await attempt(run, started.input, signal);

  // Without the lock the row is no longer ours to end: whoever finds it unheld does that.
  if (lost.aborted) return;
  const now = services.now();
  if (limit.aborted) {
    const reason = limitReason(job);
    await failTask(services.em(), { taskId, reason, retryAt: null, now, onStreak });
  } else if (signal.aborted) {
    await interruptTask(services.em(), { taskId, reason: stopReason, now });
  } else if ('result' in ending) {
    await completeTask(services.em(), { taskId, result: ending.result, now, onStreak });
  } else {
    const { error } = ending;
    if (!(error instanceof ExternalError || error instanceof UserError)) {
      const stack = error instanceof Error ? error.stack : undefined;
      services.log.error({ job: job.name, taskId, cause: messageOf(error), stack }, 'job failed');
    }
    const reason = scrub(messageOf(error), services.config.secrets);
    const nextSlot = run.nextSlot(now);
    const retryAt = retryTime({ error, attempt: started.attempt, now, nextSlot });
    const service = error instanceof ExternalError ? error.service : null;
    const isTold = service !== null && job.tellsOutages === true;
    await failTask(services.em(), { taskId, reason, service, retryAt, isTold, now, onStreak });
  }
}

async function attempt(
  run: TaskRun,
  input: Record<string, unknown>,
  signal: AbortSignal,
): Promise<{ result: JobResult } | { error: unknown }> {
  const { job, taskId, services } = run;
  const progress = paceProgress(
    (latest) => storeProgress(services.em(), taskId, latest),
    (error) =>
      services.log.warn({ job: job.name, cause: messageOf(error) }, 'job progress not stored'),
  );
  try {
    const result = await job.run({
      services,
      em: () => services.em(),
      signal,
      now: services.now(),
      input,
      progress: progress.show,
    });
    return { result };
  } catch (error) {
    return { error };
  } finally {
    progress.stop();
  }
}
