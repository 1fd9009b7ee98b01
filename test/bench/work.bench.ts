import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Bree from 'bree';
import pg from 'pg';
import { localOwner } from '../../src/app.ts';
import { clientOptions, listen } from '../../src/db/listen.ts';
import type { Job } from '../../src/job/definition.ts';
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

/**
 * Times of one round: from the answer a person gets, which comes after the commit, and from the press.
 * Below zero the work was quicker than the way of the answer.
 */
type Times = { 'first line ms': number[]; 'with the press ms'?: number[] };
/** A part of the bot at work, and one round of presses on it. */
type Part = { turn: () => Promise<Times>; stop: () => Promise<unknown> };

export default {
  name: 'work',
  question: 'How long from the answer to what a person asks for to the first line of the work?',
  async run() {
    const jobs = await discoverJobs(jobsFolder);
    const bot = await openBot(jobs);
    const parts: Part[] = [];
    const turnOf = async (opening: Promise<Part>) => {
      const part = await opening;
      parts.push(part);
      return part.turn;
    };
    try {
      const contestants = {
        'approve → grab (outbox)': await turnOf(openApproving(bot)),
        '/run → job in its worker': await turnOf(openJobs(bot, jobs)),
        'LISTEN/NOTIFY alone': await turnOf(openNotifying(bot)),
        'Bree, empty job': startBree,
      };
      await compare('To the first line of the work', contestants, rounds);
    } finally {
      for (const part of parts.reverse()) await part.stop();
      await bot.close();
    }
  },
} satisfies Bench;

/** Presses on an idle bot: the next one comes when nothing of the last one is left to do. */
async function openApproving({ services, connection, execute }: OpenBot): Promise<Part> {
  const ids = await insertProposals(services.em(), (rounds + 1) * pressesPerRound);
  let firstLine = Promise.withResolvers<number>();
  const outbox = await runOutbox({
    em: services.em,
    now: services.now,
    handlers: {
      grab: async () => {
        firstLine.resolve(wallClock());
        return undefined;
      },
      'card@terminal': async () => undefined,
    },
    onDead: async ({ key }, reason) => fail(new Error(`${key}: ${reason}`)),
    lanes: 4,
    log: services.log,
    listen: (onWake) => listen(connection, outboxChannel, onWake, fail),
  });
  const press = async (proposal: number) => {
    firstLine = Promise.withResolvers();
    await execute({ command: 'approve', input: { proposal }, actor: localOwner() });
    const answeredAt = wallClock();
    const startedAt = await firstLine.promise;
    await untilNone(services.em, `select 1 from outbox where status = 'pending'`);
    return { answeredAt, startedAt };
  };
  const turn = () => collect(ids.splice(0, pressesPerRound).map((id) => () => press(id)));
  return { turn, stop: () => outbox.stop() };
}

async function openNotifying({ connection }: OpenBot): Promise<Part> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  let heard = Promise.withResolvers<number>();
  const hear = () => heard.resolve(performance.now());
  const listener = await listen(connection, 'bench', hear, fail);
  const turn = async () => {
    const times: number[] = [];
    for (let count = 0; count < pressesPerRound; count += 1) {
      heard = Promise.withResolvers();
      const sentAt = performance.now();
      await client.query(`select pg_notify('bench', '')`);
      times.push((await heard.promise) - sentAt);
    }
    return { 'first line ms': times };
  };
  return { turn, stop: () => Promise.all([listener.stop(), client.end()]) };
}

async function openJobs(bot: OpenBot, jobs: Job[]): Promise<Part> {
  const { services, connection, parameters, execute } = bot;
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
  const press = async () => {
    await execute({ command: 'run', input: { job: 'noop' }, actor: localOwner() });
    const answeredAt = wallClock();
    const open = `select 1 from tasks where status in ('requested', 'running')`;
    await untilNone(services.em, open);
    const last = 'select log_output as at from tasks order by id desc limit 1';
    const [row] = await services.em().execute<{ at: string }[]>(last);
    return { answeredAt, startedAt: Number(row?.at) };
  };
  const turn = () => collect(Array.from({ length: workersPerRound }, () => press));
  return { turn, stop: () => scheduler.stop() };
}

/** The least a worker thread of Bree's costs. */
async function startBree(): Promise<Times> {
  let heard = Promise.withResolvers<number>();
  const bree = new Bree({
    root: false,
    logger: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts'],
    jobs: [{ name: 'bree-job', path: path.join(import.meta.dirname, 'bree-job.ts') }],
    workerMessageHandler: ({ message }) => heard.resolve(Number(message)),
  });
  const times: number[] = [];
  for (let count = 0; count < workersPerRound; count += 1) {
    heard = Promise.withResolvers();
    const askedAt = wallClock();
    await bree.run('bree-job');
    const worker = bree.workers.get('bree-job') as Worker | undefined;
    times.push((await heard.promise) - askedAt);
    await worker?.terminate();
  }
  return { 'first line ms': times };
}

async function collect(
  presses: readonly (() => Promise<{ answeredAt: number; startedAt: number }>)[],
): Promise<Times> {
  const first: number[] = [];
  const whole: number[] = [];
  for (const press of presses) {
    const pressedAt = wallClock();
    const { answeredAt, startedAt } = await press();
    first.push(startedAt - answeredAt);
    whole.push(startedAt - pressedAt);
  }
  return { 'first line ms': first, 'with the press ms': whole };
}

async function untilNone(em: OpenBot['services']['em'], query: string): Promise<void> {
  while ((await em().execute<unknown[]>(query)).length > 0) await sleep(20);
}

/** The same clock in every thread. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

function fail(error: unknown): never {
  throw error;
}
