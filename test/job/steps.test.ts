import { afterEach, beforeEach, expect, test } from 'vitest';
import { pauseJob } from '../../src/job/controls.ts';
import { interruptTask } from '../../src/job/outcome.ts';
import { requestRetry } from '../../src/job/requests.ts';
import { firstTryOf, runStep } from '../../src/job/steps.ts';
import { createJobWorld, type JobWorld } from '../support/job-world.ts';
import { until } from '../support/until.ts';

let world: JobWorld;
let firstTry: number;
const { signal } = new AbortController();

beforeEach(async () => {
  world = await createJobWorld();
  world.clock.now = new Date();
  firstTry = await insertLongRun();
});
afterEach(() => world.close());

const step = (name: string, job = 'ok') =>
  runStep(() => world.em(), { firstTry, name, job }, signal);

/** Over and out of the way of the scheduler: only its number counts. */
async function insertLongRun(): Promise<number> {
  const taskId = await world.insertTask('slow');
  await world.em().execute(`update tasks set status = 'completed' where id = ?`, [taskId]);
  return taskId;
}

/** A scheduler whose clock is ahead of the one that runs are asked for by. */
function schedule() {
  world.clock.now = new Date(Date.now() + 60_000);
  return world.schedule();
}

async function statesOf(job: string): Promise<string[]> {
  return (await world.rows()).filter((row) => row.job === job).map(({ status }) => status);
}

test('a step is a run of its job, and answers how that ended', async () => {
  await schedule();

  const end = await step('one');

  expect(end).toMatchObject({ status: 'completed', summary: 'All is well.', service: null });
  expect(await statesOf('ok')).toEqual(['completed']);
});

test('a step that is done is not done again by the next try; another step is', async () => {
  await schedule();
  await step('one');

  const again = await step('one');
  await step('two');

  expect(again.summary).toBe('All is well.');
  expect(await statesOf('ok')).toEqual(['completed', 'completed']);
});

test('the same step of another long run is its own', async () => {
  await schedule();
  await step('one');
  firstTry = await insertLongRun();

  await step('one');

  expect(await statesOf('ok')).toEqual(['completed', 'completed']);
});

test('a step that was cut off goes on as the run that takes its place', async () => {
  const end = step('one');
  const [, asked] = await until(async () => {
    const rows = await world.rows();
    return rows.length > 1 && rows;
  });
  await interruptTask(world.em(), {
    taskId: asked?.id ?? 0,
    reason: 'Cut off.',
    now: new Date(),
  });
  await schedule();

  expect(await end).toMatchObject({ status: 'completed' });
  expect(await statesOf('ok')).toEqual(['interrupted', 'completed']);
});

test('a step that failed ends as failed, by whom, and the next try runs it again', async () => {
  await schedule();

  const first = await step('one', 'failing-external');
  const second = await step('one', 'failing-external');

  expect(first).toMatchObject({ status: 'failed', summary: 'The catalogue does not answer.' });
  expect(first.service).toBe('audible');
  expect(second.status).toBe('failed');
  const ended = (await statesOf('failing-external')).filter((status) => status === 'failed');
  expect(ended).toHaveLength(2);
});

test('a run that was asked for anyway is the step', async () => {
  await world.insertTask('ok');
  await schedule();

  await step('one');
  await step('one');

  expect(await statesOf('ok')).toEqual(['completed']);
});

test('a paused job is not waited for', async () => {
  await pauseJob(world.em(), 'ok', { by: 'Ada', now: new Date() });

  expect(await step('one')).toMatchObject({ status: 'paused', summary: 'not run: ok is paused' });
  expect(await statesOf('ok')).toEqual([]);
});

test('every further try knows the first one', async () => {
  await world.em().execute(`update tasks set status = 'running' where id = ?`, [firstTry]);
  expect(await firstTryOf(world.em(), 'slow', {})).toBe(firstTry);

  const tries = [firstTry];
  for (const taskId of tries) {
    await world.em().execute(`update tasks set status = 'interrupted' where id = ?`, [taskId]);
    await requestRetry(world.em(), taskId, new Date());
    const rows = await world.rows();
    const next = rows.find(({ status }) => status === 'requested');
    if (next && tries.length < 3) tries.push(next.id);
  }

  const inputs = await world
    .em()
    .execute<{ input: object }[]>('select input from tasks order by id offset 1');
  expect(inputs.map(({ input }) => input)).toEqual(tries.map(() => ({ firstTry })));
});
