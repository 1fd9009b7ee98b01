import type { EntityManager } from '@mikro-orm/postgresql';
import { dailyReadings, rollUpReadings } from '../../src/account/daily.ts';
import { recordReading } from '../../src/account/record.ts';
import { type AccountReading, accountYear } from './account-year.ts';
import { openBot } from './open-bot.ts';
import { compare, type Turn } from './rounds.ts';
import type { Bench } from './run.ts';

const start = new Date('2025-11-01T00:00:00Z');
const earlierYears = 9;
/** Of earlier days the single readings are gone at the end, so one an hour is enough to live through. */
const daysInFull = 120;
const questionsPerRound = 40;
/** As often as the server would by itself in a real year, with the thresholds of the table. */
const vacuumEveryDays = 3;

export default {
  name: 'history',
  question:
    'How much room does a year of account readings take, and how long does a question over it?',
  async run() {
    const bot = await openBot([]);
    const { em } = bot.services;
    try {
      await em().execute(
        'create table json_log (id bigserial primary key, at timestamptz not null, data jsonb not null)',
      );
      await em().execute('create index json_log_at on json_log (at)');
      const end = await live(em);
      await em().execute('analyze');
      await compare('A year of readings, one every 5 minutes', {
        Shelfwarden: ours(em, end),
        'a JSON row every 5 minutes': jsonRows(em, end),
      });
      await fillEarlierYears(em());
      await compare('The same with the days of nine years before', {
        Shelfwarden: ours(em, end),
      });
    } finally {
      await bot.close();
    }
  },
} satisfies Bench;

/** Lives through the year, with housekeeping every night; the last moment. */
async function live(em: () => EntityManager): Promise<Date> {
  let now = start;
  for (const [index, day] of [...byDay(accountYear(start))].entries()) {
    const isInFull = index >= 365 - daysInFull;
    const told = isInFull ? day : day.filter(({ at }) => at.getUTCMinutes() < 5);
    await em().transactional(async (inner) => {
      for (const { at, account } of told) await recordReading(inner, account, at);
    });
    await insertJson(em(), day);
    now = day.at(-1)?.at ?? now;
    const night = new Date(now.getTime() + 3_600_000);
    await em().transactional((inner) => rollUpReadings(inner, night));
    const isTimeToVacuum = Math.floor(now.getTime() / 86_400_000) % vacuumEveryDays === 0;
    if (isTimeToVacuum) await em().execute('vacuum ratio_log');
  }
  return now;
}

function* byDay(readings: Iterable<AccountReading>): Generator<AccountReading[]> {
  let day: AccountReading[] = [];
  for (const reading of readings) {
    const isNew = day[0] && day[0].at.getUTCDate() !== reading.at.getUTCDate();
    if (isNew) yield day;
    day = isNew ? [reading] : [...day, reading];
  }
  yield day;
}

async function insertJson(em: EntityManager, day: readonly AccountReading[]): Promise<void> {
  await em.execute(
    `insert into json_log (at, data)
     select (one ->> 'at')::timestamptz, one -> 'account' from jsonb_array_elements(?::jsonb) one`,
    [JSON.stringify(day)],
  );
}

/** Days long past are all that is left of years long past. */
async function fillEarlierYears(em: EntityManager): Promise<void> {
  await em.execute(
    `insert into ratio_log_daily (day, seen_at, global_ratio, lowest_ratio, uploaded_bytes,
            downloaded_bytes, points, wedges, vip_until, class_name, is_vip_class,
            unsatisfied_count, unsatisfied_limit, hit_and_run_count)
     select day, day, 1.7 + n * 1e-5, 1.69, 1.7e12 + n * 1e8, 1e12, 20000, 12, day, 'VIP', true, 12, 150, 0
       from generate_series(1, ?) n, lateral (select ?::date - n as day) days`,
    [earlierYears * 365, start.toISOString().slice(0, 10)],
  );
}

function ours(em: () => EntityManager, now: Date): Turn {
  return async () => ({
    'on disk MiB': [await sizeMiB(em(), 'ratio_log', 'ratio_log_daily')],
    'one year ms': await timeQuestions(365, () => dailyReadings(em(), 365, now)),
  });
}

function jsonRows(em: () => EntityManager, now: Date): Turn {
  const question = `
    select distinct on (at::date) at::date as day, data ->> 'points' as points,
           (data ->> 'uploadedBytes')::float8 / (data ->> 'downloadedBytes')::float8 as ratio
      from json_log where at > ?::timestamptz - interval '365 days' order by at::date, at desc`;
  return async () => ({
    'on disk MiB': [await sizeMiB(em(), 'json_log')],
    'one year ms': await timeQuestions(365, () => em().execute<unknown[]>(question, [now])),
  });
}

async function timeQuestions(days: number, ask: () => Promise<unknown[]>): Promise<number[]> {
  const times: number[] = [];
  for (let question = 0; question < questionsPerRound; question += 1) {
    const startedAt = performance.now();
    const rows = await ask();
    times.push(performance.now() - startedAt);
    if (Math.abs(rows.length - days) > 1) throw new Error(`${rows.length} days for a year`);
  }
  return times;
}

/** With indexes and everything else that belongs to the tables. */
async function sizeMiB(em: EntityManager, ...tables: string[]): Promise<number> {
  const [row] = await em.execute<[{ bytes: number }]>(
    `select sum(pg_total_relation_size(name::regclass)) as bytes from unnest(?::text[]) name`,
    [`{${tables.join(',')}}`],
  );
  return row.bytes / 1024 ** 2;
}
