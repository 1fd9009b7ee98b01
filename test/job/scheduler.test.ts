import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RequestOutcome, requestRun } from '../../src/job/requests.ts';
import { createJobWorld, jobNamed, type JobWorld, type Row } from '../support/job-world.ts';
import { until } from '../support/until.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

function request(job: string, input: Record<string, unknown> = {}): Promise<RequestOutcome> {
  const by = { cause: 'person', actor: 'terminal:owner' } as const;
  return requestRun(world.em(), { job, ...by, input, now: world.clock.now });
}

/** Waits until the newest run of a job has a status. */
function reaches(job: string, status: Row['status']): Promise<Row> {
  return until(async () => {
    const row = (await world.rows()).findLast((task) => task.job === job);
    return row?.status === status && row;
  });
}

test('a requested run goes through a worker with its input', async () => {
  await world.schedule();

  await request('ok', { author: 'any' });
  await reaches('ok', 'completed');

  const [row] = await world.em().execute('select task_metadata from tasks');
  expect(row).toEqual({ task_metadata: { input: { author: 'any' } } });
});

test('a job can be run again as soon as its run is over', async () => {
  await world.schedule();

  for (let time = 0; time < 3; time++) {
    await request('ok');
    await reaches('ok', 'completed');
  }

  expect(await world.rows()).toHaveLength(3);
});

test('a job that leaves a timer behind can be run again', async () => {
  await world.schedule();

  for (let time = 0; time < 2; time++) {
    await request('lingering');
    await reaches('lingering', 'completed');
  }

  expect(await world.rows()).toHaveLength(2);
});

test('two schedulers on one database run a slot once', async () => {
  await world.schedule({ isClockOn: true, jobs: [jobNamed('ok')] });
  await world.schedule({ isClockOn: true, jobs: [jobNamed('ok')] });
  await until(async () => (await world.em().execute('select 1 from job_controls')).length > 0);

  world.clock.now = new Date('2026-06-10T11:00:00Z');
  await world.em().execute(`select pg_notify('jobs', '')`);
  const run = await reaches('ok', 'completed');

  expect(run.slot).toEqual(world.clock.now);
  expect(await world.rows()).toHaveLength(1);
});

test('a slot for which a job has nothing to do starts no worker, and a run asked for does', async () => {
  const idle = { ...jobNamed('ok'), idleReason: async () => 'nothing is on its way' };
  await world.schedule({ isClockOn: true, jobs: [idle] });
  await until(async () => (await world.em().execute('select 1 from job_controls')).length > 0);

  world.clock.now = new Date('2026-06-10T11:00:00Z');
  await world.em().execute(`select pg_notify('jobs', '')`);
  const passed = await until(async () => {
    const [row] = await world
      .em()
      .execute<{ idle_slots: number; idle_reason: string }[]>(
        'select idle_slots, idle_reason from job_controls where idle_slots > 0',
      );
    return row;
  });
  await request('ok');
  await reaches('ok', 'completed');

  expect(passed).toEqual({ idle_slots: 1, idle_reason: 'nothing is on its way' });
  expect(await world.rows()).toMatchObject([{ cause: 'person', slot: null }]);
});

test('a scheduler that stands by takes over when the other stops', async () => {
  const first = await world.schedule();
  await request('ok');
  await reaches('ok', 'completed');
  await world.schedule();

  await first.stop();
  await request('ok');
  await reaches('ok', 'completed');

  expect(await world.rows()).toHaveLength(2);
});

test('no more runs at a time than allowed, the rest wait', async () => {
  let ticks = 0;
  const services = { ...world.services, now: () => (ticks++, world.clock.now) };
  await world.schedule({ maxConcurrent: 1, services });
  await request('slow');
  await reaches('slow', 'running');

  await request('ok');
  await request('failing-bug');
  const seen = ticks;
  await until(async () => {
    await world.em().execute(`select pg_notify('jobs', '')`);
    return ticks > seen + 4;
  });

  const rows = await world.rows();
  expect(rows.map((row) => row.status)).toEqual(['running', 'requested', 'requested']);
});

test('a run that was only requested when the program stopped is still requested', async () => {
  const scheduler = await world.schedule();
  await request('slow');

  await scheduler.stop();

  expect((await world.rows()).at(-1)).toMatchObject({ job: 'slow', status: 'requested' });
});

test('stopping ends a job that listens and one that hangs, and both are asked for anew', async () => {
  const scheduler = await world.schedule({ graceMs: 300 });
  await request('slow');
  await request('hanging');
  await reaches('slow', 'running');
  await reaches('hanging', 'running');

  await scheduler.stop();

  const rows = (await world.rows()).toSorted((a, b) => a.job.localeCompare(b.job) || a.id - b.id);
  expect(rows).toMatchObject([
    { job: 'hanging', status: 'interrupted', reason: 'Stopped with the program.' },
    { job: 'hanging', status: 'requested', cause: 'retry' },
    { job: 'slow', status: 'interrupted', reason: 'Stopped with the program.' },
    { job: 'slow', status: 'requested', cause: 'retry' },
  ]);
});

test('a job that hangs beyond its limit is ended and has failed', async () => {
  const hanging = { ...jobNamed('hanging'), limitMinutes: 0.02 };
  await world.schedule({ jobs: [hanging], graceMs: 100 });

  await request('hanging');
  const run = await reaches('hanging', 'failed');

  expect(run.reason).toBe('Ended after 0.02 minutes, the limit of this job.');
  expect(await world.streaks()).toEqual(['hanging failing']);
});

test('a worker that dies leaves a failed run with the reason', async () => {
  await world.schedule();

  await request('dying');
  const run = await reaches('dying', 'failed');

  expect(run.reason).toBe('The worker died: out of the blue');
});

test('a worker that cannot start leaves a failed run with the reason', async () => {
  const missing = { ...jobNamed('ok'), name: 'missing' };
  await world.schedule({ jobs: [missing] });

  await request('missing');
  const run = await reaches('missing', 'failed');

  expect(run.reason).toContain('missing.ts');
});

/** The thread of another run, which waits for its turn. */
async function askWhere(): Promise<string | null> {
  const asked = await request('where');
  return until(async () => {
    const row = (await world.rows()).find(({ id }) => id === asked.taskId);
    return row?.status === 'completed' && row.summary;
  });
}

test.each(['ok', 'failing-bug'])('a run after "%s" goes on in its thread', async (job) => {
  await world.schedule({ maxConcurrent: 1 });
  const before = await askWhere();

  await request(job);

  expect(await askWhere()).toBe(before);
});

test.each(['lingering', 'dying'])('a run after "%s" has a thread of its own', async (job) => {
  await world.schedule({ maxConcurrent: 1 });
  const before = await askWhere();

  await request(job);

  expect(await askWhere()).not.toBe(before);
});

test('a streak of failures in workers is told once', async () => {
  await world.schedule();
  for (let time = 0; time < 2; time++) {
    await request('failing-bug');
    await reaches('failing-bug', 'failed');
  }

  expect(await world.streaks()).toEqual(['failing-bug failing']);
});

test('after a lost connection it listens and runs again', async () => {
  await world.schedule();
  await request('ok');
  await reaches('ok', 'completed');

  await world.em().execute(`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`);
  await until(() => request('ok').catch(() => null));
  await reaches('ok', 'completed');

  expect(await world.rows()).toHaveLength(2);
});

test('what a killed process was running is taken up by the next one', async () => {
  const script = path.join(import.meta.dirname, '../support/start-scheduler.ts');
  const parameters = JSON.stringify({ connection: world.connection });
  const child = spawn(process.execPath, [script, parameters], { stdio: 'ignore' });
  await request('slow');
  await reaches('slow', 'running');

  child.kill('SIGKILL');
  await world.schedule();
  const rows = await until(async () => {
    const all = await world.rows();
    return all[1]?.status === 'running' && all;
  });

  expect(rows).toMatchObject([
    { status: 'interrupted', reason: 'Cut off: the program or its database went away.' },
    { status: 'running', cause: 'retry', attempt: 2 },
  ]);
});
