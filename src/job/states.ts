import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobInfo } from '../services.ts';
import { everyJob, readControls } from './controls.ts';
import { nextRun } from './schedule.ts';
import type { JobProgress } from './task.entity.ts';

export type JobState = {
  name: string;
  description: string;
  schedule: string | null;
  state: string;
  lastRun: string | null;
  lastRunAt: Date | null;
  nextRun: Date | null;
  progress: JobProgress | null;
  /** Why the slots since the last run needed none; null when none was passed over. */
  idleReason: string | null;
  idleSlots: number;
  lookedAt: Date | null;
};

type LastRun = {
  job: string;
  status: string;
  actual_start: Date | null;
  progress: JobProgress | null;
  log_output: string | null;
  error_message: string | null;
};

/** Every job with its state (idle, running, paused), its last run and its next one. */
export async function jobStates(
  em: EntityManager,
  jobs: readonly JobInfo[],
  timeZone: string,
  now: Date,
): Promise<JobState[]> {
  const controls = await readControls(em);
  const last = await lastRuns(em);
  return jobs.map((job) => {
    const run = last.get(job.name);
    const control = controls.get(job.name);
    const isPaused = [everyJob, job.name].some((name) => controls.get(name)?.pausedAt);
    const isRunning = run?.status === 'running';
    return {
      ...job,
      state: stateOf(isRunning, isPaused),
      lastRun: run ? `${run.status}: ${run.error_message ?? run.log_output ?? ''}`.trim() : null,
      lastRunAt: run?.actual_start ?? null,
      nextRun: job.schedule && !isPaused ? nextRun(job.schedule, timeZone, now) : null,
      progress: isRunning ? run.progress : null,
      idleReason: control?.idleReason ?? null,
      idleSlots: control?.idleSlots ?? 0,
      lookedAt: control?.lookedAt ?? null,
    };
  });
}

function stateOf(isRunning: boolean, isPaused: boolean): string {
  if (isRunning) return 'running';
  return isPaused ? 'paused' : 'idle';
}

async function lastRuns(em: EntityManager): Promise<ReadonlyMap<string, LastRun>> {
  const rows = await em.execute<LastRun[]>(
    `select distinct on (task_name) task_name as job, status, actual_start, progress, log_output, error_message
       from tasks where status <> 'requested' and actual_start is not null order by task_name, id desc`,
  );
  return new Map(rows.map((row) => [row.job, row]));
}
