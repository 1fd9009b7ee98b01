import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { messageOf } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Job } from './definition.ts';

/** Other jobs wait for the answer. */
const usualPatienceMs = 5000;

/** Why the job has nothing to do now; null when it has, or when that cannot be told quickly. */
export async function idleReasonOf(
  job: Job,
  services: Services,
  patienceMs = usualPatienceMs,
): Promise<string | null> {
  if (!job.idleReason) return null;
  try {
    const late = sleep(patienceMs, null, { ref: false });
    return await Promise.race([job.idleReason({ services, now: services.now() }), late]);
  } catch (error) {
    // The run meets the same trouble, and stores it as its failure.
    services.log.debug({ job: job.name, cause: messageOf(error) }, 'idle or not is unknown');
    return null;
  }
}

/** Deals with a slot that needs no run: how many there were since the last run, and why, is shown by `jobs`. */
export async function passSlot(
  em: EntityManager,
  { job, slot, reason, now }: { job: string; slot: Date; reason: string; now: Date },
): Promise<void> {
  await em.execute(
    `update job_controls
        set slots_after = ?, looked_at = ?, idle_reason = ?, idle_slots = idle_slots + 1
      where job_name = ? and slots_after < ?`,
    [slot, now, reason, job, slot],
  );
}
