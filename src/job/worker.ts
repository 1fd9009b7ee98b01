import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { takeLock } from '../db/lock.ts';
import type { Connection } from '../db/orm.ts';
import { tellMainThread } from '../request-times.ts';
import type { Services } from '../services.ts';
import { loadJob } from './discover.ts';
import type { StreakHook } from './outcome.ts';
import { runTask } from './run.ts';
import { nextRun } from './schedule.ts';

/** What the module that builds the services for a worker exports as `openServices`. */
export type OpenServices = (
  parameters: unknown,
) => Promise<{ services: Services; onStreak: StreakHook; close: () => Promise<void> }>;

/** What a worker is told of a run; it crosses the border of a thread, so it is plain data. */
export type WorkerInput = {
  jobsFolder: string;
  job: string;
  taskId: number;
  /** The schedule as configured, which may differ from the job's own. */
  schedule: string | null;
  timeZone: string;
  connection: Connection;
  /** Address of the module with `openServices`, and what to call that with. */
  servicesModule: string;
  servicesParameters: unknown;
};

/** To a thread: a run to do, or what Bree says when it is to end. From it: the run is over, in one way or the other. */
export type ToThread = WorkerInput | 'cancel';
export type FromThread = 'free' | 'cancelled';

const lingerMs = 2000;
const lookEveryMs = 5;
const mostLooks = 40;

/** Of the present run; null while there is none. */
let present: AbortController | null = null;

tellMainThread();
parentPort?.on('message', (message: ToThread) => {
  if (message !== 'cancel') void serve(message);
  else if (present) present.abort();
  else leave();
});

async function serve(input: WorkerInput): Promise<void> {
  const openBefore = countOpen();
  const stop = new AbortController();
  present = stop;
  const { openServices } = (await import(input.servicesModule)) as { openServices: OpenServices };
  const job = await loadJob(input.jobsFolder, input.job);
  const { services, onStreak, close } = await openServices(input.servicesParameters);
  try {
    await runTask({
      job,
      taskId: input.taskId,
      services,
      takeLock: (key) => takeLock(input.connection, key),
      signal: stop.signal,
      nextSlot: (after) =>
        input.schedule === null ? null : nextRun(input.schedule, input.timeZone, after),
      onStreak,
    });
  } finally {
    await close();
  }
  const isTidy = await waitUntilGone(openBefore);
  present = null;
  if (stop.signal.aborted) leave();
  else if (isTidy) tell('free');
  else endSoon();
}

/** Timers, sockets and what else keeps this thread going. */
function countOpen(): number {
  return process.getActiveResourcesInfo().length;
}

/** What was closed needs a moment until it is gone. */
async function waitUntilGone(openBefore: number): Promise<boolean> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    if (countOpen() <= openBefore) return true;
    await sleep(lookEveryMs);
  }
  return false;
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

function leave(): void {
  tell('cancelled');
  endSoon();
}

/** A job may leave a timer or a socket behind; it must not keep its place in the queue with it, nor meet the next job. */
function endSoon(): void {
  parentPort?.unref();
  setTimeout(() => process.exit(), lingerMs).unref();
}
