import { describe, expect, test } from 'vitest';
import { recordReading } from '../../src/account/record.ts';
import { accountStanding } from '../../src/account/standing.ts';
import type { TrackerAccount } from '../../src/clients/mam/index.ts';
import { complianceFields } from '../../src/http/fields.ts';
import type { RuleStanding } from '../../src/ratio/compliance.ts';
import { judgeRatio } from '../../src/ratio/judge.ts';
import { loadCompliance } from '../../src/ratio/load-compliance.ts';
import { account, minutesLater, now } from '../account/readings.ts';
import { policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const tracker = { searchesPerDay: 300 };

async function read(minute: number, changes: Partial<TrackerAccount>) {
  await recordReading(em(), { ...account, ...changes }, minutesLater(minute));
  await judgeRatio(em(), { platforms: [], policy, hasClient: false, now: minutesLater(minute) });
}

/** How a rule stands now. */
async function rule(name: string, minute = 0, known: typeof tracker | null = tracker) {
  const at = minutesLater(minute);
  const standing = await accountStanding(em(), policy, at);
  const rules = await loadCompliance(em(), standing, { policy, tracker: known, now: at });
  return rules.find((one) => one.rule === name) as RuleStanding;
}

const ratioOf = (ratio: number) => ({
  uploadedBytes: Math.round(ratio * 1e12),
  downloadedBytes: 1e12,
});

describe('the ratio', () => {
  test.each([
    [2, 'ok', 'ok'],
    [1.2, 'ok', 'ok'],
    [1.19, 'ok', 'warning'],
    [1.000001, 'ok', 'warning'],
    [1, 'breach', 'warning'],
    [0.5, 'breach', 'warning'],
  ])('%s keeps the floor: %s; the warning: %s', async (ratio, floor, warning) => {
    await read(0, ratioOf(ratio));

    const kept = await rule('ratio-floor');
    expect(kept).toMatchObject({ limit: 1, now: ratio, status: floor });
    expect(kept.margin).toBeCloseTo(ratio - 1, 9);
    expect(await rule('ratio-warning')).toMatchObject({ limit: 1.2, status: warning });
  });

  test('is still a matter of the floor until it has recovered, since the emergency began', async () => {
    await read(-10, ratioOf(0.99));
    await read(-5, ratioOf(1.04));

    expect(await rule('ratio-floor')).toMatchObject({
      status: 'warning',
      since: minutesLater(-10),
    });
    await read(0, ratioOf(1.05));
    expect(await rule('ratio-floor')).toMatchObject({ status: 'ok', since: null });
  });

  test('that is infinite keeps both, and is no number', async () => {
    await read(0, { uploadedBytes: 5, downloadedBytes: 0 });

    const kept = await rule('ratio-floor');
    expect(kept).toMatchObject({ now: '∞', margin: null, status: 'ok' });
  });
});

test.each([
  [89, 'ok', 11, null],
  [90, 'warning', 10, minutesLater(-5)],
  [99, 'warning', 1, minutesLater(-5)],
  [100, 'breach', 0, minutesLater(-5)],
])('with %i of 100 unsatisfied the limit is kept: %s', async (count, status, margin, since) => {
  await read(-10, {});
  await read(-5, { unsatisfied: { count, limit: 100 } });

  expect(await rule('unsatisfied-limit')).toMatchObject({
    limit: 100,
    now: count,
    margin,
    status,
    since,
  });
});

test('what owes seed time and does not seed is a warning, a hit and run a breach, each since it shows', async () => {
  await read(-10, { inactiveUnsatisfiedCount: 0, hitAndRunCount: 0 });
  await read(-5, { inactiveUnsatisfiedCount: 2, hitAndRunCount: 1 });
  await read(0, { inactiveUnsatisfiedCount: 3, hitAndRunCount: 1 });

  expect(await rule('seed-hours')).toMatchObject({
    status: 'warning',
    now: 3,
    since: minutesLater(-5),
  });
  expect(await rule('hit-and-run')).toMatchObject({
    status: 'breach',
    now: 1,
    since: minutesLater(-5),
  });
});

test.each(['ratio-floor', 'ratio-warning', 'unsatisfied-limit', 'seed-hours', 'hit-and-run'])(
  '%s is unknown before the first reading and once the last is too old',
  async (name) => {
    const unknown = { now: null, margin: null, status: 'unknown' };
    expect(await rule(name)).toMatchObject(unknown);

    await read(0, ratioOf(2));

    expect(await rule(name, 15)).toMatchObject(unknown);
  },
);

test('what the tracker does not say is unknown', async () => {
  await read(0, { unsatisfied: null, hitAndRunCount: null });

  expect(await rule('unsatisfied-limit')).toMatchObject({ status: 'unknown' });
  expect(await rule('hit-and-run')).toMatchObject({ status: 'unknown' });
});

test.each([
  ['ok', 'ok', null],
  ['fallback', 'warning', now],
  ['lost', 'breach', now],
])('a session that is %s is %s', async (state, status, since) => {
  await em().execute('update tracker_session set state = ?, state_at = ?', [state, now]);

  expect(await rule('session')).toMatchObject({ now: state, status, since });
});

test.each([
  [299, -60, 'ok', 299],
  [300, -60, 'warning', 300],
  [301, -60, 'breach', 301],
  [300, -1440, 'ok', 0],
])(
  '%i searches in a window that began %i minutes ago are %s',
  async (count, start, status, shown) => {
    await em().execute(
      'update tracker_session set search_window_start = ?, search_window_count = ?',
      [minutesLater(start), count],
    );

    expect(await rule('request-budget')).toMatchObject({ limit: 300, now: shown, status });
  },
);

test('a complaint of the tracker about too many requests is a warning for a day', async () => {
  await em().execute('update tracker_session set throttled_at = ?', [now]);

  expect(await rule('request-budget', 1439)).toMatchObject({ status: 'warning', since: now });
  expect(await rule('request-budget', 1440)).toMatchObject({ status: 'ok', since: null });
});

test('without a tracker session and budget are unknown', async () => {
  expect(await rule('session', 0, null)).toMatchObject({ status: 'unknown', now: null });
  expect(await rule('request-budget', 0, null)).toMatchObject({ status: 'unknown', now: null });
});

test('the report has every rule with the same fields', async () => {
  const standing = await accountStanding(em(), policy, now);
  const rules = await loadCompliance(em(), standing, { policy, tracker, now });

  const report = complianceFields({ rules });

  expect(report.rules.map((one) => one['rule'])).toEqual([
    'ratio-floor',
    'ratio-warning',
    'unsatisfied-limit',
    'seed-hours',
    'hit-and-run',
    'session',
    'request-budget',
  ]);
  for (const one of report.rules) {
    expect(Object.keys(one).sort()).toEqual(
      ['evidence', 'limit', 'margin', 'now', 'rule', 'since', 'status'].sort(),
    );
  }
});
