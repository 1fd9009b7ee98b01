import { expect, test } from 'vitest';
import type { CostClass } from '../../src/releases/cost.ts';
import type { Release } from '../../src/releases/facts.ts';
import { isWorthAWedge, type WedgePolicy } from '../../src/releases/wedge.ts';
import { buildRelease, paid } from './builders.ts';

const policy: WedgePolicy = { wedgePolicy: 'ask', wedgeMinGb: 2 };
const large = { sizeBytes: 2_000_000_000 };

function isWorth(
  changes: Partial<Release> = {},
  costClass: CostClass = 'paid',
  wedges: number | null = 1,
  rules: Partial<WedgePolicy> = {},
): boolean {
  const release = buildRelease({ ...large, ...changes });
  return isWorthAWedge({ release, costClass }, { ...policy, ...rules }, wedges);
}

test('a large paid release is worth a wedge, when there is one and the policy allows it', () => {
  expect(isWorth()).toBe(true);
  expect(isWorth({}, 'paid', 1, { wedgePolicy: 'auto' })).toBe(true);
  expect(isWorth({}, 'paid', 1, { wedgePolicy: 'never' })).toBe(false);
  expect(isWorth({}, 'paid', 0)).toBe(false);
  expect(isWorth({}, 'paid', null)).toBe(false);
});

test.each<[string, Partial<Release>, CostClass]>([
  ['free', {}, 'free'],
  ['free for VIPs', {}, 'vip'],
  ['bought free already', {}, 'personal-freeleech'],
  ['a VIP torrent that ends too soon', { cost: { ...paid, isVip: true } }, 'paid'],
  ['had before', { isSnatched: true }, 'paid'],
  ['small', { sizeBytes: 1_999_999_999 }, 'paid'],
  ['of unknown size', { sizeBytes: null }, 'paid'],
])('a wedge is never spent on what is %s', (_, changes, costClass) => {
  expect(isWorth(changes, costClass)).toBe(false);
});
