import type { EntityManager } from '@mikro-orm/postgresql';
import { announce } from './requests.ts';

/** Stands for every job where a job's name is expected. */
export const everyJob = '*';

export type Control = {
  job: string;
  schedule: string | null;
  /** Slots up to this time are dealt with, or not made up for. */
  slotsAfter: Date;
  pausedAt: Date | null;
  pausedBy: string | null;
  failingSince: Date | null;
  /** Why slots since the last run were passed over, how many, and when it was last looked. */
  idleReason: string | null;
  idleSlots: number;
  lookedAt: Date | null;
};

/**
 * Holds a job, or `everyJob`, back from its schedule, retries and events; runs a person asks for
 * still start, and a run at work goes on. False when it was paused already.
 */
export async function pauseJob(
  em: EntityManager,
  job: string,
  { by, now }: { by: string; now: Date },
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `insert into job_controls as c (job_name, slots_after, paused_at, paused_by) values (?, ?, ?, ?)
     on conflict (job_name) do update
       set paused_at = excluded.paused_at, paused_by = excluded.paused_by
       where c.paused_at is null
     returning 1`,
    [job, now, now, by],
  );
  return rows.length > 0;
}

/** Ends a pause; slots of the paused time are not made up for. False when there was none. */
export async function resumeJob(em: EntityManager, job: string, now: Date): Promise<boolean> {
  return em.transactional(async (tx) => {
    const rows = await tx.execute<unknown[]>(
      `update job_controls set paused_at = null, paused_by = null
        where job_name = ? and paused_at is not null returning 1`,
      [job],
    );
    if (rows.length === 0) return false;
    await tx.execute('update job_controls set slots_after = ? where ? in (job_name, ?)', [
      now,
      job,
      everyJob,
    ]);
    await announce(tx);
    return true;
  });
}

/** Everything known about jobs beside their runs, by job name. */
export async function readControls(em: EntityManager): Promise<ReadonlyMap<string, Control>> {
  const rows = await em.execute<Control[]>(
    `select job_name as job, schedule, slots_after as "slotsAfter", paused_at as "pausedAt",
            paused_by as "pausedBy", failing_since as "failingSince", idle_reason as "idleReason",
            idle_slots as "idleSlots", looked_at as "lookedAt"
       from job_controls`,
  );
  return new Map(rows.map((row) => [row.job, row]));
}

/** Notes the schedule a job has now; slots before this moment do not count. */
export async function countSlotsFromNow(
  em: EntityManager,
  job: string,
  schedule: string | null,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into job_controls (job_name, schedule, slots_after) values (?, ?, ?)
     on conflict (job_name) do update
       set schedule = excluded.schedule, slots_after = excluded.slots_after`,
    [job, schedule, now],
  );
}
