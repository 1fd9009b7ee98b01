import { expect, test } from 'vitest';
import { type VipAccount, vipReasons } from '../../src/vip/guard.ts';

const now = new Date('2026-06-15T12:00:00Z');
const limits = { vipRenewDays: 7, pointsReserve: 1250 };
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const safe: VipAccount = { isVipClass: true, vipUntil: inDays(40), points: 20_000 };
const paid = { isPaid: true, sizeBytes: 1e9, pendingPaidBytes: 0 };

const rules = (account: VipAccount | null, grab = paid) =>
  vipReasons(grab, account, limits, now).map(({ rule }) => rule);

test.each<[string, Partial<VipAccount>, string[]]>([
  ['VIP safe and points enough', {}, []],
  ['exactly 7 days left', { vipUntil: inDays(7) }, []],
  ['6 days 23 hours left', { vipUntil: inDays(6 + 23 / 24) }, ['vip-safe']],
  ['VIP over', { vipUntil: inDays(-3), isVipClass: false }, ['vip-safe']],
  ['the end unknown', { vipUntil: null }, ['vip-until']],
  ['no VIP at all, so none to lose', { vipUntil: null, isVipClass: false, points: 5 }, []],
  ['a GB at 500 points just leaves the reserve', { points: 1750 }, []],
  ['and with a point less does not', { points: 1749 }, ['points-after']],
  ['points unknown', { points: null }, ['points-after']],
  ['both', { points: 100, vipUntil: inDays(1) }, ['vip-safe', 'points-after']],
])('a paid GB with %s', (_, changes, expected) => {
  expect(rules({ ...safe, ...changes })).toEqual(expected);
});

test('what is free costs VIP nothing', () => {
  expect(rules({ ...safe, points: 0, vipUntil: null }, { ...paid, isPaid: false })).toEqual([]);
});

test('what is on its way already counts', () => {
  expect(rules({ ...safe, points: 2000 }, { ...paid, pendingPaidBytes: 1e9 })).toEqual([
    'points-after',
  ]);
});
