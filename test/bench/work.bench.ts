import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Bree from 'bree';
import pg from 'pg';
import { localOwner } from '../../src/app.ts';
import { clientOptions, listen } from '../../src/db/listen.ts';
import { discoverJobs } from '../../src/job/discover.ts';
import { startScheduler } from '../../src/job/scheduler.ts';
import { outboxChannel } from '../../src/outbox/enqueue.ts';
import { runOutbox } from '../../src/outbox/run.ts';
import { type OpenBot, openBot } from './open-bot.ts';
import { insertProposals } from './proposals.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

const jobsFolder = path.join(import.meta.dirname, 'jobs');
const rounds = 5;
const pressesPerRound = 40;
const workersPerRound = 8;

type Turn = () => Promise<Record<string, number[]>>;
/** A part of the bot at work, and one round of presses on it. */
type Part = { turn: Turn; stop: () => Promise<unknown> };

export default {
  name: 'work',
  question: 'How long from what a person asks for to the first line of the work?',
  async run() {
    const jobs = await discoverJobs(jobsFolder);
    const bot = await openBot(jobs);
    const parts: Part[] = [];
    const start = async (part: Promise<Part>) => {
      parts.push(await part);
      return parts.at(-1)?.turn as Turn;
    };
    try {
      const contestants = {
        'approve → grab (outbox)': await start(approving(bot)),
        'LISTEN/NOTIFY alone': await start(notifying(bot)),
        'Bree, empty job': startingBree,
        '/run → job in its worker': await start(runningJobs(bot, jobs)),
      };
      await compare('From the press to the first line of the work', contestants, rounds);
    } finally {
      for (const part of parts.reverse()) await part.stop();
      await bot.close();
    }
  },
} satisfies Bench;

/** Presses on an idle bot: the next one comes when nothing of the last one is left to do. */
async function approving({ services, connection, execute }: OpenBot): Promise<Part> {
  const ids = await insertProposals(services.em(), (rounds + 1) * pressesPerRound);
  let firstLine = Promise.withResolvers<number>();
  const outbox = await runOutbox({
    em: services.em,
    now: services.now,
    handlers: {
      grab: async () => {
        firstLine.resolve(performance.now());
        return undefined;
      },
      'card@terminal': async () => undefined,
    },
    onDead: async ({ key }, reason) => {
      throw new Error(`${key}: ${reason}`);
    },
    lanes: 4,
    log: services.log,
    listen: (onWake) => listen(connection, outboxChannel, onWake, fail),
  });
  const turn = async () => {
    const figures = { 'first line ms': [] as number[], 'after the answer ms': [] as number[] };
    for (const proposal of ids.splice(0, pressesPerRound)) {
      firstLine = Promise.withResolvers();
      const pressedAt = performance.now();
      await execute({ command: 'approve', input: { proposal }, actor: localOwner() });
      const committedAt = performance.now();
      const startedAt = await firstLine.promise;
      figures['first line ms'].push(startedAt - pressedAt);
      figures['after the answer ms'].push(startedAt - committedAt);
      await untilNone(services.em, `select 1 from outbox where status = 'pending'`);
    }
    return figures;
  };
  return { turn, stop: () => outbox.stop() };
}

async function notifying({ connection }: OpenBot): Promise<Part> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  let heard = Promise.withResolvers<number>();
  const listener = await listen(connection, 'bench', () => heard.resolve(performance.now()), fail);
  const turn = async () => {
    const commit: number[] = [];
    for (let press = 0; press < pressesPerRound; press += 1) {
      heard = Promise.withResolvers();
      const sentAt = performance.now();
      await client.query(`select pg_notify('bench', '')`);
      commit.push((await heard.promise) - sentAt);
    }
    return { 'first line ms': commit };
  };
  return { turn, stop: () => Promise.all([listener.stop(), client.end()]) };
}

/** The least a worker thread of Bree's costs. */
async function startingBree(): Promise<Record<string, number[]>> {
  const started = Promise.withResolvers<number>();
  const figures: number[] = [];
  let heard = started;
  const bree = new Bree({
    root: false,
    logger: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts'],
    jobs: [{ name: 'bree-job', path: path.join(import.meta.dirname, 'bree-job.ts') }],
    workerMessageHandler: ({ message }) => heard.resolve(Number(message)),
  });
  for (let count = 0; count < workersPerRound; count += 1) {
    heard = Promise.withResolvers();
    const askedAt = wallClock();
    await bree.run('bree-job');
    const worker = bree.workers.get('bree-job') as Worker | undefined;
    figures.push((await heard.promise) - askedAt);
    await worker?.terminate();
  }
  return { 'first line ms': figures };
}

async function runningJobs(
  { services, connection, parameters, execute }: OpenBot,
  jobs: Awaited<ReturnType<typeof discoverJobs>>,
): Promise<Part> {
  const scheduler = await startScheduler({
    jobs,
    jobsFolder,
    timeZone: 'UTC',
    services,
    connection,
    servicesModule: new URL('../../src/app.ts', import.meta.url).href,
    servicesParameters: { ...parameters, poolMax: 4 },
    onStreak: async () => {},
    maxConcurrent: 3,
    graceMs: 5000,
    isClockOn: false,
  });
  const turn = async () => {
    const figures: number[] = [];
    for (let count = 0; count < workersPerRound; count += 1) {
      const askedAt = wallClock();
      await execute({ command: 'run', input: { job: 'noop' }, actor: localOwner() });
      const open = `select 1 from tasks where status in ('requested', 'running')`;
      await untilNone(services.em, open);
      const [row] = await services
        .em()
        .execute<{ at: string }[]>('select log_output as at from tasks order by id desc limit 1');
      figures.push(Number(row?.at) - askedAt);
    }
    return { 'first line ms': figures };
  };
  return { turn, stop: () => scheduler.stop() };
}

async function untilNone(em: OpenBot['services']['em'], query: string): Promise<void> {
  while ((await em().execute<unknown[]>(query)).length > 0) await sleep(20);
}

/** The same clock in every thread. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

function fail(error: unknown): void {
  throw error;
}
