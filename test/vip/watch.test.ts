import { expect, test } from 'vitest';
import { recordReading } from '../../src/account/record.ts';
import type { TrackerAccount } from '../../src/clients/mam/index.ts';
import { ladderStep } from '../../src/vip/ladder.ts';
import { watchVip } from '../../src/vip/watch.ts';
import { account, minutesLater } from '../account/readings.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const limits = { vipRenewDays: 7, pointsReserve: 1250 };
const end = minutesLater(20 * 1440);

/** Reads the account so many days before the end of its VIP, and answers every title told so far. */
async function read(days: number, changes: Partial<TrackerAccount> = {}): Promise<string[]> {
  const now = minutesLater((20 - days) * 1440);
  const reading = await recordReading(
    em(),
    { ...account, points: 100, vipUntil: end, ...changes },
    now,
  );
  await em().transactional((inner) => watchVip(inner, ['discord'], reading, limits, now));
  const rows = await em().execute<{ title: string }[]>(
    `select severity || ': ' || (reply ->> 'title') as title from alerts order by id`,
  );
  return rows.map(({ title }) => title);
}

test('the end of VIP is told at 14, 7, 3 and 1 days and when it is over, once each', async () => {
  for (let days = 20; days > -3; days -= 0.25) await read(days);

  expect(await read(-3)).toEqual([
    'warning: VIP ends in 14 days',
    'warning: VIP ends in 7 days',
    'critical: VIP ends in 3 days',
    'critical: VIP ends in 24 hours',
    'critical: VIP has ended',
  ]);
});

test('after a renewal the ladder begins anew', async () => {
  await read(1);

  expect(await read(0.5, { vipUntil: minutesLater(32 * 1440) })).toHaveLength(2);
});

test('who looks late is told of the present step alone', async () => {
  expect(await read(2)).toEqual(['critical: VIP ends in 2 days']);
});

test.each([
  [14.01, null],
  [14, 14],
  [7.01, 14],
  [7, 7],
  [3.01, 7],
  [3, 3],
  [1, 1],
  [0.01, 1],
  [0, 0],
  [-9, 0],
])('with %s days left the step is %s', (days, step) => {
  expect(ladderStep(days)).toBe(step);
});

test('an end that is not known is told once, and again when it was known meanwhile', async () => {
  await read(20, { vipUntil: null });
  await read(19.9, { vipUntil: null });
  await read(19.8);

  expect(await read(19.7, { vipUntil: null })).toEqual([
    'warning: The end of VIP is unknown',
    'warning: The end of VIP is unknown',
  ]);
});

test('points at the cap are told once, and again when they were below it', async () => {
  await read(20, { points: 99_999 });
  await read(19.9, { points: 99_999.9 });
  await read(19.8, { points: 99_998 });

  expect(await read(19.7, { points: 99_999 })).toEqual([
    'warning: Points are at the cap',
    'warning: Points are at the cap',
  ]);
  const [{ plan } = { plan: '' }] = await em().execute<{ plan: string }[]>(
    `select reply ->> 'blocks' as plan from alerts limit 1`,
  );
  expect(plan).toContain('VIP: buy 10 weeks at most for 12,500 points. Upload credit: buy 172 GB');
});
