import type { Connection } from '../db/orm.ts';
import { messageOf } from '../errors.ts';
import { scrub } from '../log.ts';
import type { Services } from '../services.ts';
import type { Job } from './definition.ts';
import type { StreakHook } from './outcome.ts';
import { dueRequests } from './requests.ts';
import { settleTask } from './settle.ts';
import type { Workers } from './workers.ts';

export type RunnerOptions = {
  /** The jobs with the schedules to go by. */
  jobs: readonly Job[];
  jobsFolder: string;
  timeZone: string;
  services: Pick<Services, 'em' | 'now' | 'log' | 'config'>;
  connection: Connection;
  /** For the workers: address of a module that exports `openServices`, and what to call that with. */
  servicesModule: string;
  servicesParameters: unknown;
  onStreak: StreakHook;
  /** Workers at a time; each takes about 60 MB. */
  maxConcurrent: number;
  /** How long a worker may take to stop before it is ended. */
  graceMs: number;
};

export type Runner = {
  /** Starts requested runs as far as there is room. */
  startDue(): Promise<void>;
  /** Ends all workers; resolves when their runs are stored as ended. */
  stop(): Promise<void>;
};

/** Starts workers for requested runs and ends the runs of workers that died. */
export function createRunner(options: RunnerOptions, onRoom: () => void): Runner {
  const { services, onStreak } = options;
  const jobs = new Map(options.jobs.map((job) => [job.name, job]));
  const atWork = new Map<string, { job: Job; taskId: number; startedMs: number }>();
  const endings = new Set<Promise<void>>();
  let isStopping = false;

  let workers: Workers | null = null;

  /** Loaded for the first run: no start needs to wait for Bree. */
  async function openWorkers(): Promise<Workers> {
    const { createWorkers } = await import('./workers.ts');
    return createWorkers({
      places: options.maxConcurrent,
      graceMs: options.graceMs,
      onEnd(name, error) {
        const ending = end(name, error).finally(() => endings.delete(ending));
        endings.add(ending);
      },
      onLateError: ({ message, stack }) =>
        services.log.error({ cause: message, stack }, 'what a job left behind failed'),
    });
  }

  function start(on: Workers, name: string, taskId: number): void {
    const job = jobs.get(name);
    if (!job) return;
    atWork.set(name, { job, taskId, startedMs: performance.now() });
    const { jobsFolder, timeZone, connection, servicesModule, servicesParameters } = options;
    const from = { jobsFolder, timeZone, connection, servicesModule, servicesParameters };
    const input = { ...from, job: name, taskId, schedule: job.schedule };
    on.start({ input, limitMs: Math.round(job.limitMinutes * 60_000) });
  }

  async function end(name: string, error: Error | null): Promise<void> {
    const run = atWork.get(name);
    if (!run) return;
    if (error && !isStopping) {
      const { taskId } = run;
      services.log.error(
        { job: name, taskId, cause: error.message, stack: error.stack },
        'job worker died',
      );
    }
    const gone = {
      ...run,
      ranMs: performance.now() - run.startedMs,
      error: error && scrub(error.message, services.config.secrets),
      isStopping,
    };
    try {
      await settleTask(services.em(), gone, { now: services.now(), onStreak });
    } catch (fault) {
      services.log.warn({ job: name, cause: messageOf(fault) }, 'end of a job run not stored');
    }
    atWork.delete(name);
    onRoom();
  }

  return {
    async startDue() {
      const due = await dueRequests(services.em(), {
        jobs: [...jobs.keys()].filter((name) => !atWork.has(name)),
        limit: options.maxConcurrent - atWork.size,
        now: services.now(),
      });
      if (due.length === 0) return;
      workers ??= await openWorkers();
      for (const { id, job } of due) start(workers, job, id);
    },
    async stop() {
      isStopping = true;
      await workers?.stop();
      await Promise.all(endings);
    },
  };
}
