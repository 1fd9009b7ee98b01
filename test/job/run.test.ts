import { afterEach, beforeEach, expect, test } from 'vitest';
import { interruptOrphans, interruptTask, startTask } from '../../src/job/outcome.ts';
import { createJobWorld, jobNamed, type JobWorld } from '../support/job-world.ts';
import { until } from '../support/until.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

async function runNew(job: string): Promise<void> {
  await world.run(await world.insertTask(job), job);
}

const minutesLater = (minutes: number) => new Date(world.clock.now.getTime() + minutes * 60_000);

test('a run stores what the job answered', async () => {
  await runNew('ok');

  const [row] = await world.em().execute('select * from tasks');
  expect(row).toMatchObject({
    status: 'completed',
    log_output: 'All is well.',
    items_processed: 3,
    items_succeeded: 2,
    items_failed: 1,
    task_metadata: { input: {} },
    duration_seconds: 0,
    error_message: null,
  });
});

test('a fault of another program is tried again after 5, 15 and 60 minutes, then no more', async () => {
  await world.insertTask('failing-external');
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    const waiting = (await world.rows()).find((row) => row.status === 'requested');
    waits.push(((waiting?.due.getTime() ?? 0) - world.clock.now.getTime()) / 60_000);
    world.clock.now = waiting?.due ?? world.clock.now;
    await world.run(waiting?.id ?? 0, 'failing-external');
  }

  expect(waits).toEqual([0, 5, 15, 60]);
  expect(await world.rows()).toMatchObject(
    [1, 2, 3, 4].map((attempt) => ({
      status: 'failed',
      attempt,
      reason: 'The catalogue does not answer.',
    })),
  );
});

test('no retry is made when the next slot comes first', async () => {
  const taskId = await world.insertTask('failing-external');

  await world.run(taskId, 'failing-external', { nextSlot: () => minutesLater(5) });

  expect(await world.rows()).toMatchObject([{ status: 'failed' }]);
});

test('a fault of ours is not tried again, and secrets are cut out of its reason', async () => {
  const job = { ...jobNamed('failing-bug'), run: () => Promise.reject(new Error('no hunter2!')) };

  await world.run(await world.insertTask('failing-bug'), 'failing-bug', { job });

  expect(await world.rows()).toMatchObject([{ status: 'failed', reason: 'no [hidden]!' }]);
});

test('a job that tells outages itself begins no streak with them, but with a fault of ours it does', async () => {
  const telling = (name: string) => ({ job: { ...jobNamed(name), tellsOutages: true } });
  const external = await world.insertTask('failing-external');
  await world.run(external, 'failing-external', telling('failing-external'));
  const before = await world.streaks();
  const bug = await world.insertTask('failing-bug');
  await world.run(bug, 'failing-bug', telling('failing-bug'));

  expect((await world.rows())[0]).toMatchObject({ status: 'failed' });
  expect(before).toEqual([]);
  expect(await world.streaks()).toEqual(['failing-bug failing']);
});

test('one streak of failures and its end are told once each', async () => {
  for (const job of ['failing-bug', 'failing-bug', 'failing-external', 'failing-external']) {
    await runNew(job);
    await world.em().execute(`update tasks set status = 'cancelled' where status = 'requested'`);
  }
  const recovering = { job: { ...jobNamed('ok'), name: 'failing-bug' } };
  for (let time = 0; time < 2; time++) {
    await world.run(await world.insertTask('failing-bug'), 'ok', recovering);
  }
  await runNew('failing-bug');

  expect(await world.streaks()).toEqual([
    'failing-bug failing',
    'failing-external failing',
    'failing-bug recovered',
    'failing-bug failing',
  ]);
});

test('when telling of a streak fails, the run is not stored as ended', async () => {
  const taskId = await world.insertTask('failing-bug');

  const run = world.run(taskId, 'failing-bug', {
    onStreak: () => Promise.reject(new Error('outbox is full')),
  });

  await expect(run).rejects.toThrow('outbox is full');
  expect(await world.rows()).toMatchObject([{ status: 'running' }]);
});

test('progress is visible during the run, the latest within a second', async () => {
  const stop = new AbortController();
  const taskId = await world.insertTask('progress');

  const run = world.run(taskId, 'progress', { signal: stop.signal });
  const first = await until(async () => (await world.rows())[0]?.progress);
  const last = await until(async () =>
    (await world.rows()).find((row) => row.progress?.done === 3),
  );
  stop.abort();
  await run;

  expect(first).toEqual({ label: 'books', done: 1, total: 10 });
  expect(last.progress).toEqual({ label: 'books', done: 3, total: 10 });
});

test('a stopped run is interrupted and asked for anew', async () => {
  const stop = new AbortController();
  const run = world.run(await world.insertTask('slow'), 'slow', { signal: stop.signal });
  await until(async () => (await world.rows())[0]?.status === 'running');

  stop.abort();
  await run;

  expect(await world.rows()).toMatchObject([
    { status: 'interrupted', reason: 'Stopped with the program.' },
    { status: 'requested', cause: 'retry', attempt: 2, due: world.clock.now },
  ]);
});

test('a run that was cut off four times is not asked for again', async () => {
  let taskId = await world.insertTask('slow');
  for (let time = 0; time < 4; time++) {
    await startTask(world.em(), taskId, world.clock.now);
    await interruptTask(world.em(), { taskId, reason: 'The power failed.', now: world.clock.now });
    taskId += 1;
  }

  const rows = await world.rows();
  expect(rows.map((row) => row.status)).toEqual(Array(4).fill('interrupted'));
});

test('a run beyond the limit of its job has failed', async () => {
  const job = { ...jobNamed('slow'), limitMinutes: 0.001 };

  await world.run(await world.insertTask('slow'), 'slow', { job });

  expect(await world.rows()).toMatchObject([
    { status: 'failed', reason: 'Ended after 0.001 minutes, the limit of this job.' },
  ]);
});

test('two workers for one task run it once', async () => {
  const taskId = await world.insertTask('ok');
  let runs = 0;
  const job = { ...jobNamed('ok'), run: async () => ({ summary: `Run ${++runs}.` }) };

  await Promise.all([world.run(taskId, 'ok', { job }), world.run(taskId, 'ok', { job })]);

  expect(await world.rows()).toMatchObject([{ status: 'completed', summary: 'Run 1.' }]);
});

test('a job does not run twice at a time, even if it was requested', async () => {
  const first = await world.insertTask('ok');
  await startTask(world.em(), first, world.clock.now);
  const second = await world.insertTask('ok');

  await world.run(second, 'ok');

  expect(await world.rows()).toMatchObject([{ status: 'running' }, { status: 'requested' }]);
});

test('only a running task that nobody holds is an orphan', async () => {
  const stop = new AbortController();
  const alive = world.run(await world.insertTask('slow'), 'slow', { signal: stop.signal });
  await until(async () => (await world.rows())[0]?.status === 'running');
  await startTask(world.em(), await world.insertTask('ok'), world.clock.now);

  await interruptOrphans(world.em(), world.clock.now);

  expect(await world.rows()).toMatchObject([
    { job: 'slow', status: 'running' },
    { job: 'ok', status: 'interrupted', reason: 'Cut off: the program or its database went away.' },
    { job: 'ok', status: 'requested', cause: 'retry' },
  ]);
  stop.abort();
  await alive;
});

test('a run whose lock is lost stops and leaves its end to others', async () => {
  const run = world.run(await world.insertTask('slow'), 'slow');
  await until(async () => (await world.rows())[0]?.status === 'running');

  await world.em().execute(`
    select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory'`);
  await run;
  await interruptOrphans(world.em(), world.clock.now);

  expect(await world.rows()).toMatchObject([{ status: 'interrupted' }, { status: 'requested' }]);
});
