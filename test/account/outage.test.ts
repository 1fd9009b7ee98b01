import { expect, test } from 'vitest';
import accountJob from '../../jobs/account.ts';
import { readAccount } from '../../src/account/read.ts';
import type { Mam } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import { ExternalError } from '../../src/errors.ts';
import type { Services } from '../../src/services.ts';
import { policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { account, minutesLater, now } from './readings.ts';

const { em } = useDatabase();
const platforms = ['discord', 'slack'];

type Answer = 'well' | 'unauthorized' | 'unreachable' | 'throttled' | 'unexpected';

/** A tracker that answers in the given ways, one after the other, and counts. */
function trackerThat(...answers: Answer[]) {
  const tracker = { asked: 0 };
  const ask = async () => {
    const answer = answers[tracker.asked++] ?? 'well';
    if (answer !== 'well') throw new ExternalError('tracker', answer, 'no account today');
    return account;
  };
  return { tracker, mam: { account: ask } as unknown as Mam };
}

/** Reads every five minutes; failures are expected. */
async function readEachTime(...answers: Answer[]): Promise<void> {
  const { mam } = trackerThat(...answers);
  for (const [index] of answers.entries()) {
    await readAccount(em(), mam, platforms, minutesLater(index * 5)).catch((error: unknown) => {
      if (!(error instanceof ExternalError)) throw error;
    });
  }
}

async function alertKinds(): Promise<string[]> {
  const alerts = await em().execute<{ kind: string }[]>('select kind from alerts order by id');
  return alerts.map(({ kind }) => kind);
}

test.each<[string, Answer[], string[]]>([
  ['one failed reading is no news', ['unreachable', 'well'], []],
  ['two in a row are told', ['unreachable', 'unexpected'], ['account-unreadable']],
  [
    'many in a row are told once',
    ['unreachable', 'throttled', 'unreachable', 'unreachable'],
    ['account-unreadable'],
  ],
  ['two that are not in a row are no news', ['unreachable', 'well', 'unreachable', 'well'], []],
  [
    'the end of what was told is told once',
    ['unreachable', 'unreachable', 'well', 'well'],
    ['account-unreadable', 'account-readable'],
  ],
  [
    'the next time is told anew',
    ['unreachable', 'unreachable', 'well', 'unreachable', 'unreachable', 'well'],
    ['account-unreadable', 'account-readable', 'account-unreadable', 'account-readable'],
  ],
])('%s', async (_, answers, kinds) => {
  await readEachTime(...answers);

  expect(await alertKinds()).toEqual(kinds);
});

test('the message says why, what the bot does, and has a button to read at once', async () => {
  await readEachTime('unreachable', 'unreachable', 'well');

  const alerts = await em().execute<{ reply: unknown }[]>('select reply from alerts order by id');
  const [failing, again] = alerts.map(({ reply }) => JSON.stringify(reply));
  expect(failing).toContain('no account today');
  expect(failing).toContain('"runs":"run","input":{"job":"account"}');
  expect(again).toContain('could not be read for 10 minutes');
});

test('two processes that fail at the same time tell it once', async () => {
  const read = () => readAccount(em(), trackerThat('unreachable').mam, platforms, now);

  await Promise.allSettled([read(), read(), read(), read()]);

  expect(await alertKinds()).toEqual(['account-unreadable']);
  expect(await em().execute('select failed_readings from account_outages')).toEqual([
    { failed_readings: 4 },
  ]);
});

test('a lost session is told once and not a second time as an account that cannot be read', async () => {
  const lose = (at: Date) =>
    em().execute(`update tracker_session set state = 'lost', state_at = ?`, [at]);
  await lose(now);
  await readEachTime('unauthorized', 'unauthorized', 'unauthorized');
  const once = await alertKinds();
  await lose(minutesLater(60));
  await readEachTime('unauthorized', 'well');

  expect(once).toEqual(['session-lost']);
  expect(await alertKinds()).toEqual(['session-lost', 'session-lost', 'account-readable']);
  expect(await em().execute(`select id from outbox where kind = 'alert'`)).toHaveLength(6);
});

test('a failure stores no reading, and the last one stays as it was', async () => {
  await readEachTime('well', 'unreachable', 'unreachable');

  expect(await em().execute('select timestamp, seen_at from ratio_log')).toEqual([
    { timestamp: now, seen_at: now },
  ]);
});

const base = {
  platforms,
  config: loadConfig({}),
  policy: async () => policy,
  qbittorrent: null,
  seedbox: null,
};

test('the job reads in every run, and after a 429 every fifteen minutes for a day', async () => {
  const { tracker, mam } = trackerThat();
  const services = { ...base, mam, em, now: () => now } as unknown as Services;
  const asked: number[] = [];
  const runAt = async (minute: number) => {
    const before = tracker.asked;
    // Some runs begin earlier after their slot than others.
    const seconds = minute % 10 === 0 ? 12 : 2;
    const at = minutesLater(minute + seconds / 60);
    const signal = new AbortController().signal;
    await accountJob.run({ services, em, now: at, signal, input: {}, progress: async () => {} });
    if (tracker.asked > before) asked.push(minute);
  };
  for (const minute of [0, 5, 10]) await runAt(minute);
  await em().execute('update tracker_session set throttled_at = ?', [minutesLater(10)]);
  for (let minute = 15; minute <= 45; minute += 5) await runAt(minute);
  for (const minute of [1445, 1450, 1455, 1460]) await runAt(minute);

  expect(asked).toEqual([0, 5, 10, 25, 40, 1445, 1450, 1455, 1460]);
});

test('a tracker that is not configured is not asked', async () => {
  const services = { ...base, mam: null } as unknown as Services;
  const signal = new AbortController().signal;
  const context = { services, em, now, signal, input: {}, progress: async () => {} };

  expect(await accountJob.run(context)).toEqual({
    summary: 'nothing done: the tracker is not configured',
  });
});
