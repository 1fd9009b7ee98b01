import { expect, test } from 'vitest';
import { readLedger } from '../../src/account/ledger.ts';
import { recordReading } from '../../src/account/record.ts';
import { accountStanding } from '../../src/account/standing.ts';
import { useDatabase } from '../support/use-database.ts';
import { account, minutesLater, now } from './readings.ts';

const { em } = useDatabase();
const rows = () => em().execute('select timestamp, seen_at, points from ratio_log order by id');

test('a reading is stored with everything the tracker said', async () => {
  await recordReading(em(), account, now);

  expect(await em().execute('select * from ratio_log')).toMatchObject([
    {
      timestamp: now,
      seen_at: now,
      global_ratio: 2,
      uploaded_bytes: 3_000_000_000_000,
      downloaded_bytes: 1_500_000_000_000,
      points: 51_234.5,
      wedges: 12,
      vip_until: account.vipUntil,
      class_name: 'VIP',
      unsatisfied_count: 4,
      unsatisfied_limit: 100,
      connectable: 'yes',
    },
  ]);
});

test('what did not change is confirmed in its row; a change begins a new one', async () => {
  await recordReading(em(), account, now);
  await recordReading(em(), { ...account }, minutesLater(5));
  await recordReading(em(), { ...account, points: 51_300 }, minutesLater(10));

  expect(await rows()).toEqual([
    { timestamp: now, seen_at: minutesLater(5), points: 51_234.5 },
    { timestamp: minutesLater(10), seen_at: minutesLater(10), points: 51_300 },
  ]);
});

test('at least one row an hour is stored', async () => {
  for (let minute = 0; minute <= 130; minute += 5) {
    await recordReading(em(), account, minutesLater(minute));
  }

  expect(await rows()).toMatchObject([
    { timestamp: now },
    { timestamp: minutesLater(60) },
    { timestamp: minutesLater(120), seen_at: minutesLater(130) },
  ]);
});

test('what is not known is stored as nothing', async () => {
  const unknown = { points: null, wedges: null, vipUntil: null, unsatisfied: null };

  await recordReading(em(), { ...account, ...unknown }, now);

  expect(await em().execute('select * from ratio_log order by id')).toMatchObject([
    { points: null, wedges: null, vip_until: null, unsatisfied_limit: null },
  ]);
});

test.each([
  [1, 1, 1, 'known'],
  [99_999, 100_000, 0.99999, 'known'],
  [1_000_001, 1_000_000, 1.000001, 'known'],
  [123_456, 100, 1234.56, 'known'],
  [1, 3, 1 / 3, 'known'],
  [0, 5, 0, 'known'],
  [5, 0, Infinity, 'infinite'],
  [0, 0, null, 'unknown'],
])('%s bytes up and %s down are the ratio %s: %s', async (up, down, ratio, state) => {
  const reading = await recordReading(
    em(),
    { ...account, uploadedBytes: up, downloadedBytes: down },
    now,
  );

  expect(reading.globalRatio ?? null).toBe(ratio);
  expect(await accountStanding(em(), { readingStaleMinutes: 15 }, now)).toMatchObject({
    ratio,
    ratioState: state,
  });
});

test('whether there is an emergency is not known as long as nobody judged it', async () => {
  await recordReading(em(), account, now);

  expect(await em().execute('select emergency_active, seeding_allocation from ratio_log')).toEqual([
    { emergency_active: null, seeding_allocation: null },
  ]);
});

test('points with more digits than are kept do not look like a change each time', async () => {
  await recordReading(em(), { ...account, points: 51_234.56 }, now);
  await recordReading(em(), { ...account, points: 51_234.56 }, minutesLater(5));

  expect(await rows()).toEqual([{ timestamp: now, seen_at: minutesLater(5), points: 51_234.6 }]);
});

test('after the clock was set back a new row begins', async () => {
  await recordReading(em(), account, now);
  await recordReading(em(), account, minutesLater(-60));

  expect(await rows()).toMatchObject([
    { timestamp: now, seen_at: now },
    { timestamp: minutesLater(-60), seen_at: minutesLater(-60) },
  ]);
});

test('the standing is known as far as it was read, and fresh for a quarter of an hour', async () => {
  const policy = { readingStaleMinutes: 15 };
  const before = await accountStanding(em(), policy, now);
  await recordReading(em(), account, now);

  const young = await accountStanding(em(), policy, minutesLater(14.9));
  const old = await accountStanding(em(), policy, minutesLater(15));

  expect(before).toMatchObject({ readAt: null, isFresh: false, ratio: null, unsatisfied: null });
  expect(young).toMatchObject({ readAt: now, isFresh: true, ratio: 2, wedges: 12 });
  expect(young.vipDaysLeft).toBeCloseTo(46.5, 1);
  expect(young).toMatchObject({ ratioState: 'known', hitAndRunCount: 0, connectable: 'yes' });
  expect(old).toMatchObject({ isFresh: false, readMinutesAgo: 15, points: 51_234.5 });
});

test('the ledger adds what was approved and does not show in the reading yet', async () => {
  const add = (status: string, isPaid: boolean) =>
    em().execute(
      `insert into downloads (title, source, status, is_paid, size_bytes) values ('a', 'mam', ?, ?, 100)`,
      [status, isPaid],
    );
  const before = await readLedger(em());
  await recordReading(em(), account, now);
  for (const status of ['queued', 'waiting', 'downloading', 'completed', 'cancelled']) {
    await add(status, true);
    await add(status, false);
  }

  expect(before).toEqual({ account: null, pendingPaidBytes: 0, pendingGrabs: 0, emergency: null });
  expect(await readLedger(em())).toMatchObject({
    account: { seenAt: now, uploadedBytes: 3e12, unsatisfied: { count: 4, limit: 100 } },
    pendingPaidBytes: 300,
    pendingGrabs: 4,
  });
});
