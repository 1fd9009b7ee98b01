import { afterEach, beforeEach, expect, test } from 'vitest';
import { planSlots } from '../../src/job/plan.ts';
import { createJobWorld, type JobWorld } from '../support/job-world.ts';

let world: JobWorld;
beforeEach(async () => {
  world = await createJobWorld();
});
afterEach(() => world.close());

const times = ['30 1', '15 2', '0 3', '59 23'];
const daily = times.map((time) => ({ name: `at ${time}`, schedule: `${time} * * *` }));

/** What the clock does whenever it ticks; whatever it asked for is over before the next time. */
async function tick(now: Date, timeZone: string, jobs = daily): Promise<void> {
  world.clock.now = now;
  await planSlots(world.em(), { jobs, timeZone, now, idleReasonOf: async () => null });
  await world.em().execute(`update tasks set status = 'completed' where status = 'requested'`);
}

/** The days on which each job had a slot, by the calendar of the zone. */
async function daysOf(timeZone: string): Promise<Record<string, string[]>> {
  const days: Record<string, string[]> = {};
  for (const { job, slot } of await world.rows()) {
    (days[job] ??= []).push(slot?.toLocaleDateString('sv', { timeZone }) ?? 'none');
  }
  return days;
}

test.each([
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Kathmandu', '2026-10-25'],
  ['Europe/London', '2028-02-29'],
])('in %s every daily slot of %s runs once', async (timeZone, day) => {
  const hour = 3_600_000;
  // From the first hour that is this day anywhere to the last one.
  const from = Date.parse(`${day}T00:00Z`) - 16 * hour;
  for (let at = from; at <= from + 56 * hour; at += hour / 2) {
    await tick(new Date(at + 100), timeZone);
  }

  const found = await daysOf(timeZone);

  const counted = daily.map(({ name }) => found[name]?.filter((on) => on === day).length);
  expect(counted).toEqual([1, 1, 1, 1]);
});

test('a tenth of a second before midnight nothing is early, and after it nothing is late', async () => {
  const midnight = [{ name: 'midnight', schedule: '0 0 * * *' }];
  await tick(new Date('2026-12-31T12:00:00Z'), 'UTC', midnight);
  await tick(new Date('2026-12-31T23:59:59.900Z'), 'UTC', midnight);
  const early = await world.rows();

  await tick(new Date('2027-01-01T00:00:00.100Z'), 'UTC', midnight);

  expect(early).toEqual([]);
  expect(await daysOf('UTC')).toEqual({ midnight: ['2027-01-01'] });
});

test('however the clock jumps, no slot runs twice, and when it goes right again each one runs', async () => {
  const hourly = [{ name: 'hourly', schedule: '0 * * * *' }];
  const hour = 3_600_000;
  const jumps = [0, 1, -1, 1, 0, 400 * 24, -400 * 24, -1, 0, 1];
  let now = Date.parse('2026-06-10T09:30:00Z');
  for (const jump of jumps) {
    now += jump * hour;
    for (let ticks = 0; ticks < 3; ticks += 1) {
      await tick(new Date(now), 'UTC', hourly);
      now += hour / 2;
    }
  }
  const settled = now;
  for (; now < settled + 6 * hour; now += hour / 2) await tick(new Date(now), 'UTC', hourly);

  const slots = (await world.rows()).map(({ slot }) => slot?.getTime() ?? 0);

  expect(new Set(slots).size).toBe(slots.length);
  const due = Array.from(
    { length: 6 },
    (_, index) => Math.ceil(settled / hour) * hour + index * hour,
  );
  expect(due.filter((slot) => !slots.includes(slot))).toEqual([]);
});
