import type { EntityManager } from '@mikro-orm/postgresql';
import { type Control, countSlotsFromNow, everyJob, readControls } from './controls.ts';
import type { Job } from './definition.ts';
import { passSlot } from './idle.ts';
import { requestSlot } from './requests.ts';
import { lastSlot } from './schedule.ts';

type Planned = Pick<Job, 'name' | 'schedule'>;

export type Plan<Some extends Planned = Planned> = {
  jobs: readonly Some[];
  timeZone: string;
  now: Date;
  /** Why a job has nothing to do now; null when it has. */
  idleReasonOf: (job: Some) => Promise<string | null>;
};

/**
 * Requests the latest slot of each job that was not dealt with, so that however many were missed,
 * one run makes up for them; a slot for which the job has nothing to do is passed over. A job counts
 * from now on when it or its schedule is new, and when the clock was set back.
 */
export async function planSlots<Some extends Planned>(
  em: EntityManager,
  plan: Plan<Some>,
): Promise<void> {
  const controls = await readControls(em);
  const isAllPaused = isPaused(controls.get(everyJob));
  for (const job of plan.jobs) {
    const control = controls.get(job.name);
    const schedule = job.schedule && `${job.schedule} ${plan.timeZone}`;
    if (!control || control.schedule !== schedule || control.slotsAfter > plan.now) {
      await countSlotsFromNow(em, job.name, schedule, plan.now);
    } else if (job.schedule && !isAllPaused && !isPaused(control)) {
      const slot = lastSlot(job.schedule, plan.timeZone, plan.now);
      if (!slot || slot <= control.slotsAfter) continue;
      // A job that failed has to run, to tell that it works again.
      const reason = control.failingSince ? null : await plan.idleReasonOf(job);
      const dealt = { job: job.name, slot, now: plan.now };
      if (reason === null) await requestSlot(em, dealt);
      else await passSlot(em, { ...dealt, reason });
    }
  }
}

function isPaused(control: Control | undefined): boolean {
  return Boolean(control?.pausedAt);
}
