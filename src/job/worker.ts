import { parentPort, workerData } from 'node:worker_threads';
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

/** What a worker is told; it crosses the border of a thread, so it is plain data. */
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

const lingerMs = 2000;

const stop = new AbortController();
parentPort?.on('message', (message) => {
  if (message === 'cancel') stop.abort();
});

tellMainThread();
const input = workerData as WorkerInput;
const { openServices } = (await import(input.servicesModule)) as { openServices: OpenServices };
const job = await loadJob(input.jobsFolder, input.job);
const { services, onStreak, close } = await openServices(input.servicesParameters);
try {
  await runTask({
    job,
    taskId: input.taskId,
    services,
    connection: input.connection,
    signal: stop.signal,
    nextSlot: (after) =>
      input.schedule === null ? null : nextRun(input.schedule, input.timeZone, after),
    onStreak,
  });
} finally {
  await close();
}
if (stop.signal.aborted) parentPort?.postMessage('cancelled');
parentPort?.unref();
// A job may leave a timer or a socket behind; it must not keep its place in the queue with it.
setTimeout(() => process.exit(), lingerMs).unref();
