import type { EntityManager } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openOrm } from '../../src/db/orm.ts';
import { everyJob, pauseJob, resumeJob } from '../../src/job/controls.ts';
import { interruptTask, startTask } from '../../src/job/outcome.ts';
import { dueRequests, requestRun, requestSlot } from '../../src/job/requests.ts';
import { createJobWorld, type JobWorld } from '../support/job-world.ts';
import { until } from '../support/until.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

function request(cause: 'person' | 'event' = 'person') {
  return requestRun(world.em(), {
    job: 'vip',
    cause,
    actor: cause === 'person' ? 'terminal:owner' : null,
    input: {},
    now: world.clock.now,
  });
}

async function requestStarted(): Promise<number> {
  const { taskId } = await request();
  await startTask(world.em(), taskId, world.clock.now);
  return taskId;
}

async function due(): Promise<string[]> {
  const options = { jobs: ['vip', 'top10', 'queue'], limit: 10, now: world.clock.now };
  return (await dueRequests(world.em(), options)).map((task) => task.job);
}

test('three requests at the same moment make one run, and the others are told which', async () => {
  const outcomes = await Promise.all([request(), request(), request()]);

  const rows = await world.rows();
  expect(rows).toHaveLength(1);
  expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual([
    'already-requested',
    'already-requested',
    'requested',
  ]);
  expect(new Set(outcomes.map((outcome) => outcome.taskId))).toEqual(new Set([rows[0]?.id]));
});

test('an event while a cut-off run is asked for anew is told of that one, and who asks goes on', async () => {
  const taskId = await requestStarted();
  // The pool of this world has too few connections for two who wait and one who looks.
  const orm = await openOrm(world.connection, 2);
  onTestFinished(() => orm.close());
  const cutOff = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const interrupted = orm.em.fork().transactional(async (em) => {
    await interruptTask(em, { taskId, reason: 'cut off', now: world.clock.now });
    cutOff.resolve();
    await mayCommit.promise;
  });
  await cutOff.promise;

  const event = request('event').catch((error: unknown) => error);
  await until(async () => (await waiting(orm.em.fork())).length > 0);
  mayCommit.resolve();
  await interrupted;

  const [, again] = await world.rows();
  expect(again).toMatchObject({ status: 'requested', cause: 'retry' });
  expect(await event).toEqual({ kind: 'already-requested', taskId: again?.id });
});

/** Sessions of this database that wait for another one. */
function waiting(em: EntityManager): Promise<unknown[]> {
  return em.execute(
    `select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
}

test('who asks for a running job is told which run and since when', async () => {
  const taskId = await requestStarted();

  const outcome = await request();

  expect(outcome).toEqual({ kind: 'already-running', taskId, since: world.clock.now });
  expect(await world.rows()).toHaveLength(1);
});

test('an event during a run asks for one more run after it', async () => {
  await requestStarted();

  const outcomes = [await request('event'), await request('event')];

  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['requested', 'already-requested']);
  expect(await due()).toEqual([]);
});

test('a retry that is not due gives way to a person', async () => {
  const retry = await world.insertTask('vip', 2);
  world.clock.now = new Date(world.clock.now.getTime() - 300_000);

  const outcome = await request();

  expect(outcome).toEqual({ kind: 'requested', taskId: retry + 1 });
  expect(await world.rows()).toMatchObject([
    { id: retry, status: 'cancelled', summary: 'Another run came first.' },
    { id: retry + 1, status: 'requested', cause: 'person', attempt: 1 },
  ]);
});

test('a request that is rolled back leaves nothing', async () => {
  const failing = world.em().transactional(async (em) => {
    await requestRun(em, { job: 'vip', cause: 'event', actor: null, input: {}, now: new Date() });
    throw new Error('changed my mind');
  });

  await expect(failing).rejects.toThrow('changed my mind');
  expect(await world.rows()).toEqual([]);
});

test('a slot is one run, however often and by whomever it is claimed', async () => {
  const slot = new Date('2026-06-10T10:00:00Z');
  const claim = () => requestSlot(world.em(), { job: 'vip', slot, now: world.clock.now });

  await Promise.all([claim(), claim(), claim()]);
  await claim();

  expect(await world.rows()).toMatchObject([{ job: 'vip', status: 'requested', slot }]);
});

test.each([
  ['running', 'at work'],
  ['requested', 'waiting'],
])('a slot during a %s run is refused with its reason', async (status, word) => {
  const taskId = status === 'running' ? await requestStarted() : (await request()).taskId;

  const slot = new Date('2026-06-10T10:30:00Z');
  await requestSlot(world.em(), { job: 'vip', slot, now: world.clock.now });

  const [, refused] = await world.rows();
  expect(refused).toMatchObject({
    status: 'cancelled',
    slot,
    summary: `Run ${taskId} of this job was still ${word}.`,
  });
});

test('what a person asked for starts first, then what is due longest', async () => {
  await requestSlot(world.em(), {
    job: 'queue',
    slot: new Date('2026-06-10T10:29:00Z'),
    now: world.clock.now,
  });
  await requestSlot(world.em(), {
    job: 'top10',
    slot: new Date('2026-06-10T10:28:00Z'),
    now: world.clock.now,
  });
  await request();

  expect(await due()).toEqual(['vip', 'top10', 'queue']);
});

test.each(['vip', everyJob])('a pause of "%s" holds back all but persons', async (paused) => {
  await requestSlot(world.em(), { job: 'vip', slot: world.clock.now, now: world.clock.now });
  await pauseJob(world.em(), paused, { by: 'terminal:owner', now: world.clock.now });

  const whilePaused = await due();
  await world.em().execute(`update tasks set cause = 'person'`);
  const byPerson = await due();

  expect(whilePaused).toEqual([]);
  expect(byPerson).toEqual(['vip']);
});

test('pausing and resuming tell whether they changed anything', async () => {
  const pause = () => pauseJob(world.em(), 'vip', { by: 'terminal:owner', now: world.clock.now });
  const resume = () => resumeJob(world.em(), 'vip', world.clock.now);

  const answers = [await resume(), await pause(), await pause(), await resume(), await resume()];

  expect(answers).toEqual([false, true, false, true, false]);
});
