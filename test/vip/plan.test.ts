import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spendingPlan, type Step, vipState, weeksThatFit } from '../../src/vip/plan.ts';

const now = new Date('2026-06-15T12:00:00Z');
const limits = { vipRenewDays: 7, pointsReserve: 1250 };
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const hours = (days: number, more: number) => days + more / 24;

/** `buy 3 for 3750`, or the rule that holds it. */
function short(step: Step): string {
  if (step.kind === 'hold') return step.reasons.map(({ rule }) => rule).join();
  return `${step.why}: ${step.amount} for ${step.costPoints}`;
}

function plan(days: number | null, points: number | null) {
  const vipUntil = days === null ? null : inDays(days);
  const { renewal, upload } = spendingPlan({ points, vipUntil }, limits, now);
  return { renewal: short(renewal), upload: short(upload) };
}

describe('the renewal', () => {
  test.each<[string, number | null, number | null, string]>([
    ['6 d 23 h left', hours(6, 23), 50_000, 'at-risk: 11 for 13750'],
    ['exactly 7 d left is no risk', 7, 50_000, 'extension: 11 for 13750'],
    ['exactly 7 d left, not affordable', 7, 14_999, 'points-reserve'],
    ['exactly 7 d left, the reserve just stays', 7, 15_000, 'extension: 11 for 13750'],
    ['83 d left: one week fits', 83, 50_000, 'extension: 1 for 1250'],
    ['83.01 d left: none does', 83.01, 50_000, 'vip-days'],
    ['90 d left', 90, 99_999, 'vip-days'],
    ['6 d 23 h and 4,999 points: what they reach for', hours(6, 23), 4999, 'at-risk: 3 for 3750'],
    ['at risk with 1,250 points, reserve or not', 3, 1250, 'at-risk: 1 for 1250'],
    ['at risk with 1,249 points', 3, 1249, 'points'],
    ['at risk with points below zero', 3, -200, 'points'],
    ['expired a moment ago', 0, 20_000, 'at-risk: 12 for 15000'],
    ['a date long past', -400, 20_000, 'at-risk: 12 for 15000'],
    ['at the cap of points', 20, 99_999, 'extension: 10 for 12500'],
    ['no date at all', null, 99_999, 'vip-until'],
    ['unknown points at risk', 3, null, 'points'],
    ['unknown points, safe', 40, null, 'points'],
    ['an extension that leaves 1,250', 40, 10_000, 'extension: 7 for 8750'],
    ['an extension that leaves 1,249', 40, 9999, 'points-reserve'],
  ])('%s', (_, days, points, expected) => {
    expect(plan(days, points).renewal).toBe(expected);
  });

  test('a date of the site that is a second before a boundary counts as that, in UTC', () => {
    const nearly = new Date(inDays(7).getTime() - 1000);

    expect(vipState(nearly, 7, now).kind).toBe('at-risk');
    expect(vipState(inDays(7), 7, now).kind).toBe('safe');
  });

  test("a threshold of one's own moves the risk", () => {
    expect(vipState(inDays(10), 14, now).kind).toBe('at-risk');
  });
});

describe('upload credit', () => {
  test.each<[string, number | null, number | null, string]>([
    ['50 GB just fit above the reserve', 89, 26_250, 'surplus: 50 for 25000'],
    ['49 GB are too few for one step', 89, 26_249, 'upload-step'],
    ['nothing above the reserve', 89, 900, 'upload-step'],
    ['at the cap, VIP full', 89, 99_999, 'surplus: 197 for 98500'],
    ['at the cap, after the extension is paid', 20, 99_999, 'surplus: 172 for 86000'],
    ['at risk and saved first', 5, 99_999, 'surplus: 167 for 83500'],
    ['at risk and not to be saved', 5, 1000, 'vip-safe'],
    ['expiry unknown', null, 99_999, 'vip-safe'],
    ['points unknown', 89, null, 'points'],
  ])('%s', (_, days, points, expected) => {
    expect(plan(days, points).upload).toBe(expected);
  });
});

test('whatever the account, a plan never spends more than there is, nor the reserve unless at risk', () => {
  const account = fc.record({
    points: fc.option(fc.double({ min: -500, max: 99_999.9, noNaN: true })),
    days: fc.option(fc.double({ min: -400, max: 120, noNaN: true })),
  });

  fc.assert(
    fc.property(account, ({ points, days }) => {
      const vipUntil = days === null ? null : inDays(days);
      const { vip, renewal, upload } = spendingPlan({ points, vipUntil }, limits, now);
      const costs = [renewal, upload].map((step) => (step.kind === 'buy' ? step.costPoints : 0));
      const total = costs.reduce((sum, cost) => sum + cost, 0);
      const left = (points ?? 0) - total;
      const mustStay = total > 0 ? 0 : Number.NEGATIVE_INFINITY;
      const isReserved = upload.kind === 'buy' || (total > 0 && vip.kind !== 'at-risk');
      expect(left).toBeGreaterThanOrEqual(isReserved ? 1250 : mustStay);
      const weeks = renewal.kind === 'buy' ? renewal.amount : 0;
      const end = Math.min(90, Math.max(0, days ?? 0)) + weeks * 7;
      expect(end).toBeLessThanOrEqual(90 + 1e-6);
    }),
  );
});

test('as many weeks fit as stay below ninety days', () => {
  expect([-5, 0, 6, 7, 76, 77, 83, 83.1, 95].map(weeksThatFit)).toEqual([
    12, 12, 12, 11, 2, 1, 1, 0, -1,
  ]);
});
