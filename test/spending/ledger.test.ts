import { expect, test } from 'vitest';
import {
  intend,
  markSent,
  markUnknown,
  openPurchase,
  type PurchaseDraft,
  settle,
  withdraw,
} from '../../src/spending/ledger.ts';
import type { Balances } from '../../src/spending/purchase.entity.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const now = new Date('2026-06-15T12:00:00Z');
const before: Balances = {
  points: 9000,
  wedges: 3,
  vipUntil: null,
  uploadedBytes: 3,
  downloadedBytes: 1,
  readAt: now.toISOString(),
};
const vip: PurchaseDraft = {
  key: 'vip:2026-06-15',
  kind: 'vip',
  amount: 2,
  costPoints: 2500,
  actor: 'autopilot',
  reason: 'VIP ends in 6 days',
};
const spent = { isSpent: true, detail: 'points 9000 → 6500', after: before };

test('what is intended stands in the books before anything is sent', async () => {
  const { kind, purchase } = await intend(em(), vip, now);

  expect(kind).toBe('intended');
  expect(purchase).toMatchObject({
    kind: 'vip',
    status: 'intended',
    amount: 2,
    costPoints: 2500,
    before: null,
    isSpent: null,
    intendedAt: now,
  });
});

test('the same purchase is never begun twice, not even when it is over', async () => {
  const { purchase } = await intend(em(), vip, now);
  await markSent(em(), purchase.id, before, now);
  await settle(em(), purchase.id, spent, now);

  const again = await intend(em(), vip, now);

  expect(again).toMatchObject({
    kind: 'known',
    purchase: { id: purchase.id, status: 'confirmed' },
  });
});

test('beside an open purchase no other of its kind begins, of another kind it does', async () => {
  const { purchase } = await intend(em(), vip, now);
  await markSent(em(), purchase.id, before, now);
  await markUnknown(em(), purchase.id, 'no answer');

  const other = await intend(em(), { ...vip, key: 'vip:next' }, now);
  const upload = await intend(em(), { ...vip, key: 'upload:1', kind: 'upload' }, now);

  expect(other).toMatchObject({ kind: 'busy', purchase: { id: purchase.id } });
  expect(upload.kind).toBe('intended');
  expect((await openPurchase(em(), 'vip'))?.id).toBe(purchase.id);
});

test('of ten who intend at once in two processes one does', async () => {
  const second = await openSecond();

  const intents = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      intend((n % 2 ? second : em)(), { ...vip, key: `vip:${n}` }, now),
    ),
  );

  expect(intents.filter(({ kind }) => kind === 'intended')).toHaveLength(1);
  expect(intents.filter(({ kind }) => kind === 'busy')).toHaveLength(9);
});

test('of ten who send at once one does', async () => {
  const { purchase } = await intend(em(), vip, now);

  const sent = await Promise.all(
    Array.from({ length: 10 }, () => markSent(em(), purchase.id, before, now)),
  );

  expect(sent.filter(Boolean)).toHaveLength(1);
});

test.each([
  ['confirmed', true, false],
  ['refused', false, false],
  ['reconciled', true, true],
  ['reconciled', false, true],
] as const)('%s is an end (spent: %s)', async (status, isSpent, wasUnknown) => {
  const { purchase } = await intend(em(), vip, now);
  await markSent(em(), purchase.id, before, now);
  if (wasUnknown) await markUnknown(em(), purchase.id, 'no answer');

  expect(await settle(em(), purchase.id, { ...spent, isSpent }, now)).toBe(true);
  expect(await settle(em(), purchase.id, { ...spent, isSpent: !isSpent }, now)).toBe(false);
  expect(await markUnknown(em(), purchase.id, 'late')).toBe(false);

  expect(await em().execute('select status, is_spent from purchases')).toEqual([
    { status, is_spent: isSpent },
  ]);
  expect(await openPurchase(em(), 'vip')).toBeNull();
});

test('nothing is settled that was never sent, and only that can be taken back', async () => {
  const { purchase } = await intend(em(), vip, now);

  expect(await settle(em(), purchase.id, spent, now)).toBe(false);
  await withdraw(em(), purchase.id, 'changed my mind', now);

  expect(await em().execute('select status, is_spent, detail from purchases')).toEqual([
    { status: 'refused', is_spent: false, detail: 'changed my mind' },
  ]);
});

test('the books refuse an end without an outcome, and an outcome without an end', async () => {
  const { purchase } = await intend(em(), vip, now);
  const write = (set: string) =>
    em().execute(`update purchases set ${set} where id = ${purchase.id}`);

  await expect(write(`status = 'confirmed'`)).rejects.toThrow('check constraint');
  await expect(write('is_spent = true')).rejects.toThrow('check constraint');
});
