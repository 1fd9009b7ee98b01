import { listen } from '../db/listen.ts';
import { type HeldLock, takeLock } from '../db/lock.ts';
import { messageOf } from '../errors.ts';
import type { Services } from '../services.ts';
import { createBell } from './bell.ts';
import type { Job } from './definition.ts';
import { idleReasonOf } from './idle.ts';
import { clockLock } from './locks.ts';
import { interruptOrphans } from './outcome.ts';
import { planSlots } from './plan.ts';
import { jobChannel } from './requests.ts';
import { createRunner, type RunnerOptions } from './runner.ts';

export type SchedulerOptions = RunnerOptions & {
  services: Services;
  /** False: nothing runs by itself, only what is requested. */
  isClockOn: boolean;
};

export type Scheduler = { stop(): Promise<void> };

const pollMs = 5000;

/**
 * Runs jobs by schedule and on request. Of several processes on one database one does so at a time,
 * the others stand by. Rejects when the database cannot be reached at the start.
 */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { services, connection } = options;
  const bell = createBell();
  const runner = createRunner(options, bell.ring);
  let clock: HeldLock | null = null;
  let isStopping = false;

  function onFault(error: unknown): void {
    services.log.warn({ cause: messageOf(error) }, 'scheduler: the database did not answer');
  }

  async function tick(): Promise<void> {
    if (!clock || clock.lost.aborted) clock = await takeLock(connection, clockLock);
    if (!clock) return;
    const now = services.now();
    await interruptOrphans(services.em(), now);
    if (options.isClockOn) {
      const { jobs, timeZone } = options;
      const ask = (job: Job) => idleReasonOf(job, services);
      await planSlots(services.em(), { jobs, timeZone, now, idleReasonOf: ask });
    }
    await runner.startDue();
  }

  async function keepTicking(): Promise<void> {
    while (!isStopping) {
      await tick().catch(onFault);
      await bell.wait(pollMs);
    }
  }

  const listener = await listen(connection, jobChannel, bell.ring, onFault);
  const ticking = keepTicking();
  return {
    async stop() {
      isStopping = true;
      bell.ring();
      await listener.stop();
      await ticking;
      await runner.stop();
      await clock?.release();
    },
  };
}
