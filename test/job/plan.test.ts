import { afterEach, beforeEach, expect, test } from 'vitest';
import { everyJob, pauseJob, resumeJob } from '../../src/job/controls.ts';
import { planSlots } from '../../src/job/plan.ts';
import { jobStates } from '../../src/job/states.ts';
import { createJobWorld, type JobWorld } from '../support/job-world.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

let idleReason: string | null = null;
beforeEach(() => {
  idleReason = null;
});

const hourly = { name: 'events', schedule: '0 * * * *' };
const job = { ...hourly, description: 'Looks for events.' };

/** The clock as it ticks at a time of day; then whatever was requested is over. */
async function tickAt(time: string, jobs: { name: string; schedule: string | null }[] = [hourly]) {
  world.clock.now = new Date(time.includes('T') ? time : `2026-06-10T${time}Z`);
  const plan = { jobs, timeZone: 'UTC', now: world.clock.now };
  await planSlots(world.em(), { ...plan, idleReasonOf: async () => idleReason });
  await world.em().execute(`update tasks set status = 'completed' where status = 'requested'`);
}

async function slots(): Promise<string[]> {
  const rows = await world.rows();
  return rows.map((row) => `${row.cause} ${row.slot?.toISOString().slice(0, 16)}`);
}

test('each slot is requested once when its time has come', async () => {
  for (const time of ['09:59:00', '09:59:59', '10:00:00', '10:00:05', '10:59:59', '11:00:04']) {
    await tickAt(time);
  }

  expect(await slots()).toEqual(['schedule 2026-06-10T10:00', 'schedule 2026-06-10T11:00']);
});

test('a job that was never seen before makes up for nothing', async () => {
  await tickAt('10:30:00');
  await tickAt('10:30:05');

  expect(await slots()).toEqual([]);
});

test('many missed slots are one run', async () => {
  await tickAt('10:30:00');
  await tickAt('2026-06-12T17:20:00Z');
  await tickAt('2026-06-12T17:20:05Z');

  expect(await slots()).toEqual(['catch-up 2026-06-12T17:00']);
});

test('a slot is not repeated when its row was deleted for age', async () => {
  const monthly = [{ name: 'metadata-full', schedule: '0 4 1 * *' }];
  await tickAt('2026-06-30T12:00:00Z', monthly);
  await tickAt('2026-07-01T04:00:00Z', monthly);
  await world.em().execute('delete from tasks');
  await tickAt('2026-07-31T23:00:00Z', monthly);

  expect(await slots()).toEqual([]);
});

test('a clock that goes back an hour schedules nothing twice', async () => {
  for (const time of ['09:30:00', '10:00:01', '11:00:01', '10:30:00', '11:00:01', '12:00:01']) {
    await tickAt(time);
  }

  expect(await slots()).toEqual(['10', '11', '12'].map((hour) => `schedule 2026-06-10T${hour}:00`));
});

test('a clock that was 400 days ahead for a while does not stop the schedule', async () => {
  for (const time of ['09:30:00', '2027-07-15T09:30:00Z', '10:30:00', '11:00:01']) {
    await tickAt(time);
  }

  expect(await slots()).toEqual(['catch-up 2027-07-15T09:00', 'schedule 2026-06-10T11:00']);
});

test.each(['events', everyJob])(
  'slots of a time when "%s" was paused are left out',
  async (job) => {
    await tickAt('09:30:00');
    await pauseJob(world.em(), job, { by: 'terminal:owner', now: world.clock.now });
    await tickAt('10:00:01');
    await tickAt('10:30:00');
    await resumeJob(world.em(), job, world.clock.now);
    await tickAt('10:30:05');
    await tickAt('11:00:01');

    expect(await slots()).toEqual(['schedule 2026-06-10T11:00']);
  },
);

test('a changed schedule and one that is switched on again count from now', async () => {
  await tickAt('09:30:00', [{ name: 'events', schedule: '15 * * * *' }]);
  await tickAt('10:30:00', [{ name: 'events', schedule: '20 * * * *' }]);
  await tickAt('11:30:00', [{ name: 'events', schedule: null }]);
  await tickAt('12:30:00', [{ name: 'events', schedule: '20 * * * *' }]);
  await tickAt('13:20:00', [{ name: 'events', schedule: '20 * * * *' }]);

  expect(await slots()).toEqual(['schedule 2026-06-10T13:20']);
});

test('over the days of the change in New York each daily slot runs once', async () => {
  const jobs = [{ name: 'metadata-sync', schedule: '30 1 * * *' }];
  for (let hour = 0; hour < 80; hour++) {
    const now = new Date(Date.UTC(2026, 9, 31, hour, 30));
    const plan = { jobs, timeZone: 'America/New_York', now };
    await planSlots(world.em(), { ...plan, idleReasonOf: async () => null });
    await world.em().execute(`update tasks set status = 'completed'`);
  }

  expect(await slots()).toEqual([
    'schedule 2026-10-31T05:30',
    'schedule 2026-11-01T05:30',
    'schedule 2026-11-02T06:30',
    'schedule 2026-11-03T06:30',
  ]);
});

test('a slot for which there is nothing to do is passed over in sight, until there is', async () => {
  await tickAt('09:30:00');
  idleReason = 'nothing is on its way';
  for (const time of ['10:00:01', '10:00:06', '11:00:01']) await tickAt(time);
  const [passed] = await jobStates(world.em(), [job], 'UTC', world.clock.now);
  idleReason = null;
  await tickAt('12:00:01');
  const [after] = await jobStates(world.em(), [job], 'UTC', world.clock.now);

  expect(passed).toMatchObject({
    state: 'idle',
    lastRun: null,
    idleReason: 'nothing is on its way',
    idleSlots: 2,
    lookedAt: new Date('2026-06-10T11:00:01Z'),
  });
  expect(await slots()).toEqual(['schedule 2026-06-10T12:00']);
  expect(after).toMatchObject({ idleReason: null, idleSlots: 0 });
});

test('a job that fails runs even when it has nothing to do, to tell that it works again', async () => {
  await tickAt('09:30:00');
  await world.em().execute('update job_controls set failing_since = now()');
  idleReason = 'nothing is on its way';

  await tickAt('10:00:01');

  expect(await slots()).toEqual(['schedule 2026-06-10T10:00']);
});
