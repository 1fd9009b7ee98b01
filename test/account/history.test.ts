import { expect, test } from 'vitest';
import housekeeping from '../../jobs/housekeeping.ts';
import { dailyReadings, rollUpReadings } from '../../src/account/daily.ts';
import { measuredPointsPerHour } from '../../src/account/points.ts';
import { recordReading } from '../../src/account/record.ts';
import { readSamples } from '../../src/account/samples.ts';
import type { Services } from '../../src/services.ts';
import { policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { account, minutesLater, now } from './readings.ts';

const { em } = useDatabase();
const daysLater = (days: number) => minutesLater(days * 1440);

/** One reading; upload decides the ratio, because 1,000 bytes are down. */
function read(at: Date, changes: { ratio?: number; points?: number } = {}) {
  const { ratio = 2, points = 5000 } = changes;
  const bytes = { uploadedBytes: Math.round(ratio * 1000), downloadedBytes: 1000 };
  return recordReading(em(), { ...account, ...bytes, points }, at);
}

const rollUp = (at: Date) => em().transactional((inner) => rollUpReadings(inner, at));

async function rawTimes(): Promise<Date[]> {
  const rows = await em().execute<{ timestamp: Date }[]>(
    'select timestamp from ratio_log order by timestamp',
  );
  return rows.map(({ timestamp }) => timestamp);
}

test('a day is summed up once it is over: its last figures and its lowest ratio', async () => {
  await read(minutesLater(-60), { ratio: 1.9 });
  await read(minutesLater(0), { ratio: 0.98, points: 5100 });
  await read(minutesLater(600), { ratio: 1.4, points: 5300 });
  const early = await rollUp(minutesLater(700));

  const late = await rollUp(minutesLater(721));

  expect([early, late]).toEqual([
    { days: 0, deleted: 0 },
    { days: 1, deleted: 0 },
  ]);
  expect(await em().execute('select * from ratio_log_daily')).toMatchObject([
    {
      day: '2026-06-15',
      seen_at: minutesLater(600),
      global_ratio: 1.4,
      lowest_ratio: 0.98,
      uploaded_bytes: 1400,
      downloaded_bytes: 1000,
      points: 5300,
      vip_until: account.vipUntil,
      class_name: 'VIP',
      unsatisfied_count: 4,
      unsatisfied_limit: 100,
    },
  ]);
});

test('a reading that held over midnight belongs to both days', async () => {
  await read(minutesLater(719));
  await read(minutesLater(724));
  await rollUp(daysLater(2));

  expect(await em().execute('select day, seen_at from ratio_log_daily order by day')).toEqual([
    { day: '2026-06-15', seen_at: new Date('2026-06-15T23:59:59.999Z') },
    { day: '2026-06-16', seen_at: minutesLater(724) },
  ]);
});

test('days are those of UTC whatever the zone of the database is', async () => {
  await read(minutesLater(700));

  await em().transactional(async (inner) => {
    await inner.execute(`set local time zone 'Pacific/Auckland'`);
    await rollUpReadings(inner, daysLater(2));
    const [day] = await dailyReadings(inner, 30, daysLater(2));
    expect(day?.seenAt).toEqual(minutesLater(700));
  });

  expect(await em().execute('select day from ratio_log_daily')).toEqual([{ day: '2026-06-15' }]);
});

test('days without a reading are not made up, and summing up twice changes nothing', async () => {
  await read(now);
  await read(daysLater(3));

  const first = await rollUp(daysLater(5));
  const second = await rollUp(daysLater(5));

  expect([first.days, second.days]).toEqual([2, 0]);
  const days = await dailyReadings(em(), 30, daysLater(5));
  expect(days.map(({ day }) => day)).toEqual(['2026-06-15', '2026-06-18']);
});

test('two processes that sum up at the same time do not disturb each other', async () => {
  await read(now);

  await Promise.all([rollUp(daysLater(2)), rollUp(daysLater(2))]);

  expect(await em().execute('select day from ratio_log_daily')).toHaveLength(1);
});

test('single readings go after ninety days, their days stay, and the newest reading stays in any case', async () => {
  for (const day of [0, 1, 2]) await read(daysLater(day), { points: 5000 + day });

  const result = await rollUp(daysLater(91));
  const left = await rawTimes();
  await rollUp(daysLater(500));

  expect(result).toEqual({ days: 3, deleted: 1 });
  expect(left).toEqual([daysLater(1), daysLater(2)]);
  expect(await rawTimes()).toEqual([daysLater(2)]);
  expect(await em().execute('select points from ratio_log_daily order by day')).toEqual([
    { points: 5000 },
    { points: 5001 },
    { points: 5002 },
  ]);
});

test('the days are known before they are summed up, today as far as it has gone', async () => {
  await read(daysLater(-2), { ratio: 1.5 });
  await read(minutesLater(-30), { ratio: 1.8 });
  await read(minutesLater(0), { ratio: 1.7 });
  const before = await dailyReadings(em(), 30, now);
  await rollUp(now);

  const days = await dailyReadings(em(), 30, now);

  expect(days).toEqual(before);
  expect(days).toMatchObject([
    { day: '2026-06-13', ratio: 1.5, lowestRatio: 1.5 },
    { day: '2026-06-15', ratio: 1.7, lowestRatio: 1.7, seenAt: now },
  ]);
  expect(await dailyReadings(em(), 2, now)).toHaveLength(1);
});

test('housekeeping sums up and deletes', async () => {
  await read(now);
  await read(daysLater(1));
  const services = { platforms: [], jobs: [], policy: async () => policy } as unknown as Services;
  const signal = new AbortController().signal;
  const context = {
    services,
    em,
    now: daysLater(100),
    signal,
    input: {},
    progress: async () => {},
  };

  const { report } = await housekeeping.run(context);

  expect(report).toMatchObject({ daysSummedUp: 2, deleted: { ratio_log: 1 } });
});

test('every five minutes have a row that carries the last reading on, or says that nothing is known', async () => {
  await read(new Date('2026-06-15T12:00:02Z'), { ratio: 1.8 });
  await read(new Date('2026-06-15T12:05:01Z'), { ratio: 1.8 });
  await read(new Date('2026-06-15T12:10:03Z'), { ratio: 1.7 });
  await read(new Date('2026-06-15T12:45:01Z'), { ratio: 1.6 });

  const rows = await em().execute<{ timestamp: Date; global_ratio: number | null }[]>(
    `select * from ratio_log_5min order by timestamp limit 12`,
  );

  expect(rows.map((row) => [row.timestamp.toISOString().slice(11, 16), row.global_ratio])).toEqual([
    ['12:05', 1.8],
    ['12:10', 1.8],
    ['12:15', 1.7],
    ['12:20', 1.7],
    ['12:25', 1.7],
    ['12:30', null],
    ['12:35', null],
    ['12:40', null],
    ['12:45', null],
    ['12:50', 1.6],
    ['12:55', 1.6],
    ['13:00', 1.6],
  ]);
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'id',
    'timestamp',
    'global_ratio',
    'emergency_active',
    'seeding_allocation',
  ]);
  expect(new Set(rows.map((row) => Reflect.get(row, 'id'))).size).toBe(rows.length);
});

test('samples are evenly spaced from the first reading on, with a gap where nothing was read', async () => {
  const takes = { days: 30, staleMinutes: 15, now: minutesLater(60) };
  const none = await readSamples(em(), takes);
  for (const minute of [0, 5, 10, 40, 45, 50, 55]) {
    await read(minutesLater(minute), { ratio: 2 - minute / 100 });
  }

  const samples = await readSamples(em(), takes);

  expect(none).toEqual([]);
  expect(samples.map(({ ratio }) => ratio)).toEqual([
    2,
    1.95,
    1.9,
    1.9,
    1.9,
    null,
    null,
    null,
    1.6,
    1.55,
    1.5,
    1.45,
    1.45,
  ]);
  expect(samples[0]?.at).toEqual(now);
  expect(samples.at(-1)?.at).toEqual(minutesLater(60));
});

test('a month is shown in at most 181 samples, a year by its days, with gaps', async () => {
  const end = daysLater(40);
  await em().execute(
    `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, class_name, is_vip_class)
     select at, at, 2000, 1000, 'VIP', true
       from generate_series(?::timestamptz, ?, interval '1 hour') at`,
    [now, minutesLater(40 * 1440 - 60)],
  );
  await rollUp(end);
  await read(daysLater(50));

  const month = await readSamples(em(), { days: 30, staleMinutes: 90, now: end });
  const year = await readSamples(em(), { days: 365, staleMinutes: 15, now: daysLater(50) });

  expect(month).toHaveLength(181);
  expect(month.filter(({ ratio }) => ratio === null)).toEqual([]);
  expect(year).toHaveLength(51);
  expect(year.filter(({ ratio }) => ratio === null)).toHaveLength(9);
});

test('points per hour are measured over the last seven days, without what was spent', async () => {
  const earning = (minute: number) => 5000 + minute * 0.5;
  for (let minute = 0; minute <= 600; minute += 5) {
    await read(minutesLater(minute), { points: earning(minute) - (minute > 300 ? 2500 : 0) });
  }

  expect(await measuredPointsPerHour(em(), minutesLater(600))).toBeCloseTo(30, 0);
  expect(await measuredPointsPerHour(em(), daysLater(8))).toBeNull();
});
