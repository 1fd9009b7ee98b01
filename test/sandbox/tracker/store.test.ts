import { beforeEach, expect, test } from 'vitest';
import { type Account, createAccount } from '../../../src/sandbox/tracker/account.ts';
import { buy } from '../../../src/sandbox/tracker/store.ts';

const now = new Date('2026-05-01T12:00:00Z');
const dayMs = 86_400_000;
const gib = 1024 ** 3;

let account: Account;

beforeEach(() => {
  account = createAccount(now);
});

function spend(query: Record<string, string>): object {
  return buy(account, new URLSearchParams(query), now);
}

test('VIP is filled up in whole weeks below the ceiling of 90 days', () => {
  const answer = spend({ spendtype: 'VIP', duration: 'max' });

  expect(answer).toMatchObject({ success: true, type: 'VIP', amount: 7, seedbonus: 12_650 });
  expect(account.vipUntil).toEqual(new Date(now.getTime() + 89 * dayMs));
});

test('VIP is bought as far as the points reach', () => {
  account.points = 3000;

  expect(spend({ spendtype: 'VIP', duration: 'max' })).toMatchObject({ amount: 2, seedbonus: 500 });
});

test.each([
  ['more than 83 days are left', { spendtype: 'VIP', duration: 'max' }, { vipDays: 84 }],
  ['weeks are named', { spendtype: 'VIP', duration: '4' }, {}],
  ['points do not reach for a week', { spendtype: 'VIP', duration: 'max' }, { points: 1249 }],
  ['less than 50 GB are asked for', { spendtype: 'upload', amount: '49' }, {}],
  ['the upload costs too much', { spendtype: 'upload', amount: '50' }, { points: 24_999 }],
  ['the wedge costs too much', { spendtype: 'wedges', source: 'points' }, { points: 49_999 }],
  ['the kind is retired', { spendtype: 'personalFL', torrentid: '1' }, {}],
])('nothing is spent when %s', (_, query, set: { vipDays?: number; points?: number }) => {
  if (set.points !== undefined) account.points = set.points;
  if (set.vipDays) account.vipUntil = new Date(now.getTime() + set.vipDays * dayMs);
  const before = structuredClone(account);

  const answer = spend(query);

  expect(answer).toEqual({ success: false, error: expect.any(String) });
  expect(account).toEqual(before);
});

test('upload credit costs 500 points a GB', () => {
  account.points = 26_000;
  const before = account.uploadedBytes;

  expect(spend({ spendtype: 'upload', amount: '51' })).toMatchObject({ success: true, amount: 51 });
  expect(account).toMatchObject({ points: 500, uploadedBytes: before + 51 * gib });
});
