import { afterEach, beforeEach, expect, test } from 'vitest';
import { everyJob, pauseJob } from '../../src/job/controls.ts';
import { taskHistory } from '../../src/job/history.ts';
import { startTask, storeProgress } from '../../src/job/outcome.ts';
import { jobStates } from '../../src/job/states.ts';
import { createJobWorld, jobNamed, type JobWorld } from '../support/job-world.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

function states(...names: string[]) {
  return jobStates(world.em(), names.map(jobNamed), 'Europe/Berlin', world.clock.now);
}

test('a job that never ran has a next run and nothing else', async () => {
  const [state] = await states('ok');

  expect(state).toMatchObject({
    name: 'ok',
    state: 'idle',
    lastRun: null,
    nextRun: new Date('2026-06-10T11:00:00Z'),
    progress: null,
  });
});

test('the last run tells its outcome, a present one how far it is', async () => {
  await world.run(await world.insertTask('failing-bug'), 'failing-bug');
  const running = await world.insertTask('ok');
  await startTask(world.em(), running, world.clock.now);
  await storeProgress(world.em(), running, { label: 'books', done: 4, total: null });

  const [failing, ok] = await states('failing-bug', 'ok');

  expect(failing).toMatchObject({ state: 'idle', lastRun: 'failed: undefined is not a book' });
  expect(ok).toMatchObject({ state: 'running', progress: { label: 'books', done: 4 } });
});

test.each(['ok', everyJob])('while "%s" is paused there is no next run', async (paused) => {
  await pauseJob(world.em(), paused, { by: 'discord:1', now: world.clock.now });

  const [state] = await states('ok');

  expect(state).toMatchObject({ state: 'paused', nextRun: null });
});

test('history shows runs newest first, of one job or of all, page by page', async () => {
  for (const job of ['ok', 'failing-bug', 'ok']) await world.run(await world.insertTask(job), job);

  const all = await taskHistory(world.em(), { limit: 2, offset: 1 });
  const ofOk = await taskHistory(world.em(), { job: 'ok', limit: 10, offset: 0 });

  expect(all.rows.map((run) => run.job)).toEqual(['failing-bug', 'ok']);
  expect(ofOk.rows).toMatchObject([{ summary: 'All is well.' }, { status: 'completed' }]);
});
