import { expect, test } from 'vitest';
import { readLedger } from '../../src/account/ledger.ts';
import { readAccount } from '../../src/account/read.ts';
import { recordReading } from '../../src/account/record.ts';
import { accountStanding } from '../../src/account/standing.ts';
import type { Mam, TrackerAccount } from '../../src/clients/mam/index.ts';
import { ExternalError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const account: TrackerAccount = {
  className: 'VIP',
  isVipClass: true,
  uploadedBytes: 3_000_000_000_000,
  downloadedBytes: 1_500_000_000_000,
  ratio: 2,
  points: 51_234.5,
  wedges: 12,
  vipUntil: new Date('2026-08-01T00:00:00Z'),
  unsatisfied: { count: 4, limit: 100 },
  hitAndRunCount: 0,
  inactiveUnsatisfiedCount: 1,
  connectable: 'yes',
};

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

test('an infinite or unknown ratio is stored as unknown, and everything else that is not known too', async () => {
  const unknown = { points: null, wedges: null, vipUntil: null, unsatisfied: null };

  await recordReading(em(), { ...account, ...unknown, ratio: Infinity }, now);
  await recordReading(em(), { ...account, ...unknown, ratio: null }, minutesLater(5));

  expect(await em().execute('select * from ratio_log')).toMatchObject([
    { global_ratio: null, points: null, vip_until: null, unsatisfied_limit: null },
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
  expect(old).toMatchObject({ isFresh: false, points: 51_234.5 });
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

  expect(before).toEqual({ account: null, pendingPaidBytes: 0, pendingGrabs: 0 });
  expect(await readLedger(em())).toMatchObject({
    account: { seenAt: now, uploadedBytes: 3e12, unsatisfied: { count: 4, limit: 100 } },
    pendingPaidBytes: 300,
    pendingGrabs: 4,
  });
});

function refusingTracker(kind: 'unauthorized' | 'unreachable'): Mam {
  const account = () => Promise.reject(new ExternalError('tracker', kind, 'no session'));
  return { account } as unknown as Mam;
}

async function alertKeys(): Promise<string[]> {
  const alerts = await em().execute<{ key: string }[]>('select key from alerts order by id');
  return alerts.map(({ key }) => key);
}

test('a lost session is told once, however often it is noticed, and again when it is lost anew', async () => {
  const read = () => readAccount(em(), refusingTracker('unauthorized'), ['discord', 'slack'], now);
  const lose = (at: Date) =>
    em().execute(`update tracker_session set state = 'lost', state_at = ?`, [at]);
  await lose(now);

  await expect(read()).rejects.toThrow('no session');
  await expect(read()).rejects.toThrow('no session');
  const once = await alertKeys();
  await lose(minutesLater(60));
  await expect(read()).rejects.toThrow('no session');

  expect(once).toEqual(['session-lost:2026-06-15T12:00:00.000Z']);
  expect(await alertKeys()).toHaveLength(2);
  expect(await em().execute('select id from outbox')).toHaveLength(4);
});

test('a tracker that is away is no lost session, and stores no reading', async () => {
  const reading = readAccount(em(), refusingTracker('unreachable'), ['discord'], now);

  await expect(reading).rejects.toThrow('no session');
  expect(await alertKeys()).toEqual([]);
  expect(await rows()).toEqual([]);
});
