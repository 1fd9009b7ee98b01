import type { EntityManager } from '@mikro-orm/postgresql';
import { type Control, countSlotsFromNow, everyJob, readControls } from './controls.ts';
import type { Job } from './definition.ts';
import { requestSlot } from './requests.ts';
import { lastSlot } from './schedule.ts';

export type Plan = {
  jobs: readonly Pick<Job, 'name' | 'schedule'>[];
  timeZone: string;
  now: Date;
};

/**
 * Requests the latest slot of each job that was not dealt with, so that however many were missed,
 * one run makes up for them. A job counts from now on when it or its schedule is new, and when the
 * clock was set back.
 */
export async function planSlots(em: EntityManager, plan: Plan): Promise<void> {
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
      await requestSlot(em, { job: job.name, slot, now: plan.now });
    }
  }
}

function isPaused(control: Control | undefined): boolean {
  return Boolean(control?.pausedAt);
}
