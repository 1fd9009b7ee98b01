import { expect, test } from 'vitest';
import pointsCommand from '../../commands/points.ts';
import vipCommand from '../../commands/vip.ts';
import { renderPurchase } from '../../src/spending/card.ts';
import type { Actor } from '../../src/command/actor.ts';
import { execute as executeOn } from './run-command.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { alertKinds, openPointSite, type PointSite, purchasesOf } from './point-site.ts';

const { em, openSecond } = useDatabase();
const owner: Actor = { id: '1', name: 'Olive', platform: 'discord', role: 'owner' };
const operator: Actor = { ...owner, name: 'Otto', role: 'operator' };

const points = (site: PointSite, input: object = {}, actor = owner, from = em) =>
  executeOn(pointsCommand, site, from, actor, input);
const card = async () => {
  const reply = await renderPurchase(em(), 1);
  return reply && textOf(reply);
};

async function openAt(days: number, held: number): Promise<PointSite> {
  const site = await openPointSite(em);
  site.hold({ days, points: held });
  return site;
}

test('surplus points are proposed on a card with its price and reason; nothing is spent unasked', async () => {
  const site = await openAt(89, 61_250);

  await site.runVip();
  await site.runVip();

  expect(site.asked()).toBe(0);
  expect(await purchasesOf(em())).toMatchObject([
    { kind: 'upload', status: 'proposed', amount: 120 },
  ]);
  expect(await card()).toMatch(/120 GB of upload credit[^]*Shall I buy it\?[^]*60,000 points/);
  const cards = await em().execute(`select payload ->> 'subject' as subject from outbox`);
  expect(cards).toEqual([{ subject: 'purchase:1' }]);
});

test('an owner approves it: bought once, stamped, with the account before and after', async () => {
  const site = await openAt(89, 61_250);
  await site.runVip();

  await points(site, { action: 'buy', purchase: 1 });
  await site.goOn();

  expect(site.tracker.account.spent).toEqual([{ kind: 'upload', amount: 120, points: 60_000 }]);
  expect(await purchasesOf(em())).toMatchObject([{ status: 'confirmed', is_spent: true }]);
  expect(await card()).toMatch(/Approved by Olive · bought[^]*points 61,250 → 1,250, uploaded/);
});

test('who is no owner may look, not buy, decline or settle', async () => {
  const site = await openAt(89, 61_250);
  await site.runVip();

  await expect(points(site, {}, operator)).resolves.toMatchObject({ title: '61,250 points' });
  for (const action of ['buy', 'decline', 'settle']) {
    const pressed = points(site, { action, purchase: 1, outcome: 'spent' }, operator);
    await expect(pressed).rejects.toMatchObject({ code: 'not_allowed' });
  }
  expect(await purchasesOf(em())).toMatchObject([{ status: 'proposed' }]);
});

test('two clicks in two processes make one purchase; the loser reads who was first', async () => {
  const site = await openAt(89, 61_250);
  await site.runVip();
  const second = await openSecond();
  const ask = { action: 'buy', purchase: 1 };

  const clicks = await Promise.allSettled([
    points(site, ask),
    points(site, ask, { ...owner, name: 'Oscar' }, second),
    points(site, ask),
  ]);
  await site.goOn();

  expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(JSON.stringify(clicks.map((one) => String('reason' in one && one.reason)))).toMatch(
    /Purchase 1 was approved by (Olive|Oscar)/,
  );
  expect(site.asked()).toBe(1);
  await expect(points(site, ask)).rejects.toMatchObject({ code: 'already_decided' });
});

test('a no is kept for a week', async () => {
  const site = await openAt(89, 61_250);
  await site.runVip();

  await points(site, { action: 'decline', purchase: 1 });
  await site.runVip();
  site.later(8 * 1440);
  site.hold({ days: 89 });
  await site.runVip();

  expect(await card()).toContain('Rejected by Olive');
  expect((await purchasesOf(em())).map(({ status }) => status)).toEqual(['withdrawn', 'proposed']);
});

test('at the cap a no holds only until the next run', async () => {
  const site = await openAt(89, 99_999);
  await site.runVip();
  await points(site, { action: 'decline', purchase: 1 });

  await site.runVip();

  expect((await purchasesOf(em())).map(({ status }) => status)).toEqual(['withdrawn', 'proposed']);
});

test('VIP at risk does not wait for upload credit of which nobody knows, an extension does', async () => {
  const site = await openAt(89, 99_000);
  site.tracker.failNext('buy', { hang: 'before' });
  await site.runVip({ uploadCredit: 'auto' });
  site.hold({ days: 40 });
  await site.runVip();
  const safe = await purchasesOf(em());

  site.hold({ days: 4 });
  await site.runVip();

  expect(safe).toMatchObject([{ kind: 'upload', status: 'unknown' }]);
  expect(await purchasesOf(em())).toMatchObject([
    { kind: 'upload', status: 'unknown' },
    { kind: 'vip', status: 'confirmed' },
  ]);
});

test('what was approved is not bought when the points are gone by then', async () => {
  const site = await openAt(89, 61_250);
  await site.runVip();
  await points(site, { action: 'buy', purchase: 1 });

  site.hold({ points: 40_000 });
  await site.goOn();

  expect(site.asked()).toBe(0);
  expect(await card()).toContain('not bought: points reach for 77 GB only, asked for were 120');
});

test('with VIP_AUTO off the renewal is asked for, too', async () => {
  const site = await openAt(5, 20_000);

  await site.runVip({ vipAuto: 'off' });
  const asked = await purchasesOf(em());
  await points(site, { action: 'buy', purchase: 1 });
  await site.goOn();

  expect(asked).toMatchObject([{ kind: 'vip', status: 'proposed' }]);
  expect(site.tracker.account.spent).toMatchObject([{ kind: 'VIP', amount: 12 }]);
});

test.each([
  ['off', []],
  ['ask', ['proposed']],
  ['auto', ['confirmed']],
] as const)('upload credit set to %s', async (uploadCredit, statuses) => {
  const site = await openAt(89, 61_250);

  await site.runVip({ uploadCredit });

  expect((await purchasesOf(em())).map(({ status }) => status)).toEqual(statuses);
});

test('an owner buys by hand what the plan has, and is told why when it has nothing', async () => {
  const site = await openAt(40, 20_000);
  await site.runVip({ vipAuto: 'off' });
  await points(site, { action: 'decline', purchase: 1 });

  await points(site, { action: 'buy', what: 'vip' });
  const twice = points(site, { action: 'buy', what: 'vip' });
  await expect(twice).rejects.toMatchObject({ code: 'conflict' });
  await site.goOn();
  const upload = points(site, { action: 'buy', what: 'upload' });

  await expect(upload).rejects.toMatchObject({
    code: 'frozen',
    message: expect.stringMatching(/upload-step is \d+ GB above the reserve/) as string,
  });
  expect(site.tracker.account.spent).toHaveLength(1);
});

test('an owner ends what nobody can tell; only once, and only what is unknown', async () => {
  const site = await openAt(5, 20_000);
  site.tracker.failNext('buy', { hang: 'before' });
  await site.runVip();

  await points(site, { action: 'settle', purchase: 1, outcome: 'not-spent' });
  const again = points(site, { action: 'settle', purchase: 1, outcome: 'spent' });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });

  expect(await purchasesOf(em())).toMatchObject([
    { status: 'reconciled', is_spent: false, detail: 'Olive says that it was not bought' },
  ]);
  expect(await alertKinds(em())).toContain('vip-renewal-failed');
});

test('points and vip show plan, purchases and where points came from and went', async () => {
  const site = await openAt(40, 20_000);
  await site.runVip();
  await site.runVip();

  const shown = textOf(await points(site));
  const vip = await executeOn(vipCommand, site, em, owner, {});

  expect(shown).toMatch(/Plan for upload: nothing now: upload step: 20 GB above the reserve/);
  expect(shown).toMatch(/Spent by the bot: 8,750/);
  expect(shown).toMatch(/7 weeks of VIP/);
  expect(textOf(vip)).toMatch(/Plan for VIP: nothing now: vip days: 89.0/);
  const chart = vip.blocks.find((block) => block.kind === 'chart');
  expect(chart).toMatchObject({ marks: [{ label: '7 weeks of VIP', at: site.clock.now }] });
});
