import { beforeEach, expect, test } from 'vitest';
import { renderPurchase } from '../../src/spending/card.ts';
import { carryOut } from '../../src/spending/carry-out.ts';
import { textOf } from '../e2e/chat-room.ts';
import {
  addWanted,
  choiceOf,
  hoursLater,
  now,
  paidFor,
  policy,
  proposeBook,
  readAccount,
} from '../proposals/builders.ts';
import { alertKinds, openPointSite, type PointSite, purchasesOf } from '../spending/point-site.ts';
import { useDatabase } from '../support/use-database.ts';

/** The stories of VIP and points a person would tell, with their numbers in the list of stories. */
const { em } = useDatabase();
let site: PointSite;

beforeEach(async () => {
  site = await openPointSite(em);
});

const paidBook = paidFor('Salt', { sizeBytes: 1e9, trackerId: '70012' });
const healthy = { uploadedBytes: 9e12, downloadedBytes: 1e12 };

test('4: VIP 6 d 23 h left with 4,999 points buys what they reach for; nothing paid, no upload', async () => {
  site.hold({ days: 6 + 23 / 24, points: 4999 });
  const vipUntil = site.tracker.account.vipUntil;
  const ledger = readAccount({ ...healthy, vipUntil, points: 4999, seenAt: now });
  const book = await addWanted(em(), 'The Salt Road');

  const outcome = await proposeBook(em(), book, choiceOf(paidBook), { ledger });
  await site.runVip({ uploadCredit: 'auto' });

  expect(outcome).toBe('held');
  expect(site.tracker.account.spent).toEqual([{ kind: 'VIP', amount: 3, points: 3750 }]);
});

test("4, with less than a week's points: nothing can be bought, and it is told", async () => {
  site.hold({ days: 6 + 23 / 24, points: 1249 });

  await site.runVip({ uploadCredit: 'auto' });

  expect(site.asked()).toBe(0);
  expect(await alertKinds(em())).toEqual(['vip-expiring']);
});

test('5: VIP safe, but a paid book leaves less than the reserve: it waits for points and is proposed when they are there', async () => {
  const book = await addWanted(em(), 'The Salt Road');
  const poor = readAccount({ ...healthy, points: 1500 });
  const richer = readAccount({ ...healthy, points: 1800, seenAt: hoursLater(24) });
  const reason = async () =>
    (await em().execute('select reason_pending, status from vip_pending_items'))[0];

  const first = await proposeBook(em(), book, choiceOf(paidBook), { ledger: poor });
  const waiting = await reason();
  const day = { ledger: richer, now: hoursLater(24), policy };
  const second = await proposeBook(em(), book, choiceOf(paidBook), day);

  expect([first, second]).toEqual(['held', 'open']);
  expect(waiting).toEqual({ reason_pending: 'awaiting_points', status: 'pending' });
  expect(await reason()).toMatchObject({ status: 'released' });
});

test('6: an emergency of the ratio and VIP under seven days: the renewal still happens', async () => {
  site.hold({ days: 6, points: 20_000, ratio: 0.8 });

  await site.runVip();

  expect(site.tracker.account.spent).toEqual([{ kind: 'VIP', amount: 12, points: 15_000 }]);
});

test('23: points at the cap: an alert and a proposal of what to spend them on', async () => {
  site.hold({ days: 89, points: 99_999 });

  await site.runVip();

  expect(await alertKinds(em())).toEqual(['points-at-cap']);
  const card = await renderPurchase(em(), 1);
  expect(card && textOf(card)).toMatch(/197 GB of upload credit[^]*98,500 points/);
});

test('25: a restart in the middle of a purchase goes on with it, and it is bought once', async () => {
  site.hold({ days: 5, points: 20_000 });
  site.tracker.failNext('buy', { cut: 'after' });
  await site.runVip();
  await em().execute(`update purchases set status = 'sent', is_spent = null, settled_at = null`);

  const services = site.services as Parameters<typeof carryOut>[0];
  await carryOut(services, 1);
  await carryOut(services, 1);

  expect(site.tracker.account.spent).toHaveLength(1);
  expect(await purchasesOf(em())).toMatchObject([{ is_spent: true, amount: 12 }]);
  expect(await em().execute('select before, after from purchases')).toMatchObject([
    { before: { points: 20_000 }, after: { points: 5000 } },
  ]);
});
