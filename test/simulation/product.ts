import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../../src/alerts/raise.ts';
import { messageGivenUp } from '../../src/alerts/words/jobs.ts';
import { openServices } from '../../src/app.ts';
import { type Commands, discoverCommands } from '../../src/command/discover.ts';
import { createExecute, type Execute } from '../../src/command/execute.ts';
import type { Connection } from '../../src/db/orm.ts';
import { effectHandlers } from '../../src/effects.ts';
import { requestFirstRuns } from '../../src/first-runs.ts';
import { configureJobs } from '../../src/job/configure.ts';
import { discoverJobs, jobsFolder } from '../../src/job/discover.ts';
import { idleReasonOf } from '../../src/job/idle.ts';
import { interruptOrphans } from '../../src/job/outcome.ts';
import { planSlots } from '../../src/job/plan.ts';
import { dueRequests } from '../../src/job/requests.ts';
import { runTask } from '../../src/job/run.ts';
import { nextRun } from '../../src/job/schedule.ts';
import { dispatchOne, type Handlers } from '../../src/outbox/dispatch.ts';
import { postHandlers } from '../../src/post-handlers.ts';
import { readAudio } from '../../src/sandbox/library-server/audio.ts';
import type { Services } from '../../src/services.ts';
import { openLocks } from './locks.ts';
import type { Outside } from './outside.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The real product without its threads and timers: it does what is due when it is told to. */
export type Product = {
  services: Services;
  execute: Execute;
  commands: Commands;
  em: () => EntityManager;
  /** Plans, runs and sends until nothing is due any more; throws when it does not come to rest. */
  work: () => Promise<void>;
  runs: () => number;
  close: () => Promise<void>;
};

const timeZone = 'Europe/Berlin';
const restsWithin = 400;

export type ProductOptions = {
  connection: Connection;
  outside: Outside;
  time: VirtualTime;
  random: () => number;
  settings: Record<string, string>;
  /** Puts something in place of what the outbox does, to see whether that is noticed. */
  change?: (handlers: Handlers, services: Services) => Handlers;
};

export async function openProduct(options: ProductOptions): Promise<Product> {
  const { connection, outside, time } = options;
  const environment = { ...outside.environment, TZ: timeZone, ...options.settings };
  const platforms = outside.chats.map(({ name }) => name);
  const parameters = { environment, connection, platforms, poolMax: 8, logFile: null };
  const opened = await openServices(parameters, time, options.random);
  const services: Services = { ...opened.services, ffmpeg };
  const { em, now } = services;
  const { jobs } = configureJobs(await discoverJobs(jobsFolder), environment);
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const real = { ...effectHandlers(services), ...(await postHandlers(services, outside.chats)) };
  const handlers = options.change?.(real, services) ?? real;
  const outbox = {
    em,
    now,
    handlers,
    onDead: async (
      message: { id: string; topic: string },
      reason: string,
      inner: EntityManager,
    ) => {
      const words = messageGivenUp(message, reason);
      const key = `dead:${message.id}:${now().toISOString()}`;
      await raise(inner, platforms, { key, ...words });
    },
  };
  const locks = await openLocks(connection);
  let runs = 0;

  async function runDue(): Promise<boolean> {
    const names = [...byName.keys()];
    const [due] = await dueRequests(em(), { jobs: names, limit: 1, now: now() });
    const job = due && byName.get(due.job);
    if (!job) return false;
    runs += 1;
    await runTask({
      job,
      taskId: due.id,
      services,
      takeLock: locks.take,
      signal: new AbortController().signal,
      nextSlot: (after) => (job.schedule === null ? null : nextRun(job.schedule, timeZone, after)),
      onStreak: opened.onStreak,
    });
    return true;
  }

  const commands = await discoverCommands();
  await requestFirstRuns(services);
  return {
    services,
    em,
    commands,
    execute: createExecute(commands, services),
    async work() {
      await interruptOrphans(em(), now());
      const ask = (job: (typeof jobs)[number]) => idleReasonOf(job, services);
      await planSlots(em(), { jobs, timeZone, now: now(), idleReasonOf: ask });
      for (let step = 0; step < restsWithin; step += 1) {
        let isBusy = false;
        while (await dispatchOne(outbox)) isBusy = true;
        if (await runDue()) isBusy = true;
        if (!isBusy) return;
      }
      throw new Error(`the product does not come to rest at ${now().toISOString()}`);
    },
    runs: () => runs,
    async close() {
      await locks.close();
      await opened.close();
    },
  };
}

/** Hears what the header promises: the recordings are whole, and real ears take a second for each. */
const ffmpeg: Services['ffmpeg'] = {
  isThere: async () => true,
  async decode(file) {
    const facts = await readAudio(file);
    const seconds = facts?.durationSeconds ?? 0;
    return {
      kind: 'done',
      decodedSeconds: seconds,
      headerSeconds: seconds,
      errorCount: facts ? 0 : 1,
      firstError: facts ? null : 'no audio',
      isLocked: false,
      isDecoded: facts !== null,
    };
  },
  cut: async () => ({ kind: 'broken-off', reason: 'not in the simulation' }),
  probe: async () => null,
};
