import { expect, test } from 'vitest';
import type { Ledger } from '../../src/account/ledger.ts';
import { type Approver, reasonsToHold } from '../../src/proposals/hold.ts';
import { hoursLater, now, policy } from './builders.ts';

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** An account with ratio 2.00 and room for many torrents. */
function ledger(account: Partial<NonNullable<Ledger['account']>> = {}, pending = {}): Ledger {
  return {
    account: {
      seenAt: now,
      uploadedBytes: 2_400,
      downloadedBytes: 1_000,
      unsatisfied: { count: 0, limit: 100 },
      isVipClass: true,
      vipUntil: hoursLater(960),
      points: 20_000,
      wedges: null,
      ...account,
    },
    pendingPaidBytes: 0,
    pendingGrabs: 0,
    emergency: null,
    ...pending,
  };
}

function rules(
  costClass: 'free' | 'paid',
  sizeBytes: number | null,
  state: Ledger,
  approver: Approver = 'autopilot',
): string[] {
  return reasonsToHold({ costClass, sizeBytes }, state, policy, now, approver).map(
    ({ rule }) => rule,
  );
}

test.each([
  ['exactly 1.20 stays', 1_000, {}, []],
  ['one byte more than 1.20 allows', 1_001, {}, ['ratio-after']],
  ['1.20 with what is on its way', 400, { pendingPaidBytes: 600 }, []],
  ['below 1.20 with what is on its way', 401, { pendingPaidBytes: 600 }, ['ratio-after']],
  ['an unknown size', null, {}, ['ratio-after']],
])('a paid release after which the ratio is %s', (_, sizeBytes, pending, expected) => {
  expect(rules('paid', sizeBytes, ledger({}, pending))).toEqual(expected);
});

test.each([
  [1_285, []],
  [1_286, ['ratio-after']],
])('a person may go down to 1.05: %i bytes', (sizeBytes, expected) => {
  expect(rules('paid', sizeBytes, ledger(), 'person')).toEqual(expected);
});

test.each([
  ['a second under 15 minutes old', minutesAgo(14.99), []],
  ['exactly 15 minutes old', minutesAgo(15), ['fresh-reading', 'unsatisfied']],
  ['days old', minutesAgo(9999), ['fresh-reading', 'unsatisfied']],
])('a paid release with a reading %s', (_, seenAt, expected) => {
  expect(rules('paid', 1, ledger({ seenAt }))).toEqual(expected);
});

test('a paid release without any reading is held', () => {
  const none = { account: null, pendingPaidBytes: 0, pendingGrabs: 0, emergency: null };

  expect(rules('paid', 1, none)).toEqual(['fresh-reading', 'unsatisfied']);
});

test('a free release needs no reading, no ratio and no size', () => {
  const none = { account: null, pendingPaidBytes: 0, pendingGrabs: 0, emergency: null };

  expect(rules('free', null, none)).toEqual([]);
  expect(rules('free', 9e15, ledger({ uploadedBytes: 0 }))).toEqual([]);
});

test.each([
  ['free', 89, 0, []],
  ['free', 90, 0, ['unsatisfied']],
  ['paid', 89, 0, []],
  ['paid', 90, 0, ['unsatisfied']],
  ['free', 80, 9, []],
  ['free', 80, 10, ['unsatisfied']],
] as const)(
  'a %s release with %i unsatisfied torrents of 100 and %i on their way',
  (costClass, count, pendingGrabs, expected) => {
    const state = ledger({ unsatisfied: { count, limit: 100 } }, { pendingGrabs });

    expect(rules(costClass, 1, state)).toEqual(expected);
  },
);

test.each([
  ['paid', ['unsatisfied']],
  ['free', []],
] as const)('an unknown count of unsatisfied torrents holds a %s release: %j', (cost, expected) => {
  expect(rules(cost, 1, ledger({ unsatisfied: null }))).toEqual(expected);
});

test.each([
  ['nothing was ever downloaded', 1_200, 0, 1_000, []],
  ['nothing was ever moved', 0, 0, 1, ['ratio-after']],
])(
  'the ratio is counted from bytes when %s',
  (_, uploadedBytes, downloadedBytes, size, expected) => {
    expect(rules('paid', size, ledger({ uploadedBytes, downloadedBytes }))).toEqual(expected);
  },
);

test('every reason names what was found and what is needed', () => {
  const grab = { costClass: 'paid' as const, sizeBytes: 2_000 };
  const state = ledger({ unsatisfied: { count: 95, limit: 100 } });

  expect(reasonsToHold(grab, state, policy, now, 'person')).toEqual([
    { rule: 'ratio-after', got: '0.80', want: 'at least 1.05' },
    { rule: 'unsatisfied', got: '95 of 100', want: '10 kept free' },
  ]);
});

const emergency = { since: minutesAgo(30), ratio: 0.98 };

test('in an emergency nothing paid may be fetched, however good the ratio would be; free ones may', () => {
  const state = ledger({ uploadedBytes: 9e15 }, { emergency });

  for (const approver of ['person', 'autopilot'] as const) {
    expect(rules('paid', 1, state, approver)).toEqual(['ratio-emergency']);
    expect(rules('free', 1, state, approver)).toEqual([]);
  }
});

test('an emergency says since when it is, how low the ratio was and what it waits for', () => {
  const grab = { costClass: 'paid', sizeBytes: 1 } as const;

  const [reason] = reasonsToHold(grab, ledger({}, { emergency }), policy, now, 'person');

  expect(reason).toEqual({
    rule: 'ratio-emergency',
    got: 'on since 2026-06-15 11:30 UTC (ratio 0.98)',
    want: 'a ratio of 1.05',
  });
});

test.each([
  ['person', 1_000, 1_001, ['ratio-after']],
  ['person', 1_001, 1_000, ['ratio-after']],
  ['autopilot', 999, 1_000, ['ratio-after']],
  ['person', 1_100, 1_000, []],
] as const)(
  'whatever the limits, %s takes the ratio of %i to %i bytes never down to the floor',
  (approver, uploadedBytes, downloadedBytes, expected) => {
    const lax = { ...policy, ratioRecovered: 1, ratioAfterGrab: 0.1 };
    const grab = { costClass: 'paid', sizeBytes: 1 } as const;
    const state = ledger({ uploadedBytes, downloadedBytes });

    const held = reasonsToHold(grab, state, lax, now, approver);

    expect(held.map(({ rule }) => rule)).toEqual(expected);
  },
);

test('an account that moved nothing yet has no ratio to spend', () => {
  expect(rules('paid', 1, ledger({ uploadedBytes: 0, downloadedBytes: 0 }))).toEqual([
    'ratio-after',
  ]);
});
