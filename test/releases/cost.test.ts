import { expect, test } from 'vitest';
import { costClass, expectedDownloadHours } from '../../src/releases/cost.ts';
import { now, paid } from './builders.ts';

const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const vip = { ...paid, isVip: true, vipExpiresAt: 'never' as const };
const account = { isVipClass: true, vipUntil: hours(1000) };

test('a free release is free for everybody', () => {
  expect(costClass({ ...vip, isFree: true, isPersonalFreeleech: true }, null, now, 0)).toBe('free');
});

test.each([
  ['a VIP account', account, 'vip'],
  ['an unknown account', null, 'paid'],
  ['an account of another class', { ...account, isVipClass: false }, 'paid'],
  ['an account without VIP', { ...account, vipUntil: null }, 'paid'],
  ['an account that loses VIP in 24 hours', { ...account, vipUntil: hours(24) }, 'paid'],
  ['an account that loses VIP in 25 hours', { ...account, vipUntil: hours(25) }, 'vip'],
] as const)('a VIP release costs %s: %s', (_, reader, expected) => {
  expect(costClass(vip, reader, now, 1)).toBe(expected);
});

test.each([
  ['never', 'never', 'vip'],
  ['at an unknown time', null, 'paid'],
  ['in 23 hours', hours(23), 'paid'],
  ['in 24 hours', hours(24), 'vip'],
] as const)('a VIP release that ends %s is %s', (_, vipExpiresAt, expected) => {
  expect(costClass({ ...vip, vipExpiresAt }, account, now, 1)).toBe(expected);
});

test('a slow download needs VIP for as long as it takes', () => {
  const soon = { ...account, vipUntil: hours(40) };

  expect(costClass(vip, soon, now, 39)).toBe('vip');
  expect(costClass(vip, soon, now, 40)).toBe('paid');
  expect(costClass(vip, soon, now, Number.NaN)).toBe('paid');
});

test('a bought freeleech counts when nothing else makes it free', () => {
  const bought = { ...vip, isPersonalFreeleech: true };

  expect(costClass(bought, account, now, 0)).toBe('vip');
  expect(costClass(bought, null, now, 0)).toBe('personal-freeleech');
  expect(costClass(paid, account, now, 0)).toBe('paid');
});

test.each([
  [null, 0],
  [900_000_000, 1],
  [40e9, 44.4],
])('%s bytes take a slow download %s hours', (sizeBytes, expected) => {
  expect(expectedDownloadHours(sizeBytes)).toBeCloseTo(expected, 1);
});
