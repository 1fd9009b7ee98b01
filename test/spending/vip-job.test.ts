import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import { carryOut } from '../../src/spending/carry-out.ts';
import { useDatabase } from '../support/use-database.ts';
import { alertKinds, openPointSite, type PointSite, purchasesOf } from './point-site.ts';

const { em, openSecond } = useDatabase();

async function open(account: Parameters<PointSite['hold']>[0]): Promise<PointSite> {
  const site = await openPointSite(em);
  site.hold(account);
  return site;
}

test('VIP at risk is renewed at once, though the reserve is touched, and written down before and after', async () => {
  const site = await open({ days: 6 + 23 / 24, points: 4999 });

  const { summary } = await site.runVip();

  expect(site.tracker.account.spent).toEqual([{ kind: 'VIP', amount: 3, points: 3750 }]);
  expect(site.asked()).toBe(1);
  expect(await em().execute('select * from purchases')).toMatchObject([
    {
      kind: 'vip',
      status: 'confirmed',
      is_spent: true,
      amount: 3,
      cost_points: 3750,
      actor: 'the vip job',
      reason: 'VIP is at risk: 7.0 days of VIP left',
      before: { points: 4999, vipUntil: '2026-06-22T11:00:00.000Z' },
      after: { points: 1249, vipUntil: '2026-07-13T11:00:00.000Z' },
      detail: expect.stringContaining('points 4,999 → 1,249') as string,
    },
  ]);
  expect(summary).toContain('3 weeks of VIP: Approved by the vip job · bought');
  expect(await alertKinds(em())).toEqual(['vip-expiring', 'vip-renewed']);
});

test('surplus points extend VIP as soon as a week fits, above the reserve', async () => {
  const site = await open({ days: 83, points: 2500 });

  await site.runVip();

  expect(site.tracker.account.spent).toEqual([{ kind: 'VIP', amount: 1, points: 1250 }]);
  expect(await alertKinds(em())).toEqual(['vip-renewed']);
});

test.each([
  ['no week fits', { days: 83.01, points: 20_000 }],
  ['the reserve would be touched', { days: 40, points: 9999 }],
  ['the end is unknown', { days: null, points: 50_000 }],
  ['there is not even a week', { days: 3, points: 1249 }],
])('nothing is bought when %s', async (_, account) => {
  const site = await open(account);

  await site.runVip();

  expect(site.asked()).toBe(0);
  expect(await purchasesOf(em())).toEqual([]);
});

test('a ratio emergency does not keep VIP from being renewed', async () => {
  const site = await open({ days: 5, points: 20_000, ratio: 0.9 });

  await site.runVip();

  expect(site.tracker.account.spent).toEqual([{ kind: 'VIP', amount: 12, points: 15_000 }]);
});

test('the columns of the run tell what was decided', async () => {
  const site = await open({ days: 5, points: 20_000 });
  const runOnce = async () => {
    const { report } = await site.runVip();
    await em().execute(
      `insert into tasks (task_name, status, cause, task_metadata) values ('vip', 'completed', 'schedule', ?::jsonb)`,
      [JSON.stringify(report)],
    );
  };

  await runOnce();
  site.hold({ days: 3, points: 100 });
  await runOnce();
  site.hold({ days: 89 });
  await runOnce();

  const rows = await em().execute(
    `select vip_status, vip_expiry_date, renewal_decision, point_balance::float, renewal_cost::float,
            pending_items_processed, current_ratio from tasks where task_name = 'vip' and status = 'completed' order by id`,
  );
  expect(rows).toMatchObject([
    {
      vip_status: 'active',
      vip_expiry_date: new Date('2026-09-12T12:00:00Z'),
      renewal_decision: 'renewed',
      point_balance: 5000,
      renewal_cost: 15_000,
      pending_items_processed: 0,
      current_ratio: 1.85,
    },
    {
      vip_status: 'pending_renewal',
      renewal_decision: 'blocked_low_points',
      point_balance: 100,
      renewal_cost: null,
    },
    { vip_status: 'active', renewal_decision: 'skipped' },
  ]);
});

test('what the site refuses is refused with its words, and told once', async () => {
  const site = await open({ days: 5, points: 20_000 });
  const refusal = { status: 200, body: '{"success":false,"error":"Not <b>today</b>"}' };
  site.tracker.failNext('buy', { ...refusal, headers: { 'content-type': 'application/json' } });

  await site.runVip();

  expect(await purchasesOf(em())).toMatchObject([
    { status: 'refused', is_spent: false, detail: 'the site refused it: Not today' },
  ]);
  expect(await alertKinds(em())).toEqual(['vip-expiring', 'vip-renewal-failed']);
});

test.each([
  ['"false" as a text', '{"success":"false","error":"no"}'],
  ['no word of success', '{"seedbonus":5}'],
  ['a page', '<html>Busy</html>'],
  ['half an answer', '{"success":tr'],
])('an answer that is %s is an unknown outcome', async (_, body) => {
  const site = await open({ days: 5, points: 20_000 });
  site.tracker.failNext('buy', {
    status: 200,
    body,
    headers: { 'content-type': 'application/json' },
  });

  await site.runVip();

  expect(await purchasesOf(em())).toMatchObject([{ status: 'unknown', is_spent: null }]);
  expect(site.asked()).toBe(1);
});

test.each([
  ['hang', { hang: 'after' }],
  ['cut connection', { cut: 'after' }],
] as const)(
  'a %s after the site booked it: one request, and the account proves it',
  async (_, fault) => {
    const site = await open({ days: 5, points: 20_000 });
    site.tracker.failNext('buy', fault);

    await site.runVip();
    await site.goOn();

    expect(site.asked()).toBe(1);
    expect(site.tracker.account.spent).toHaveLength(1);
    expect(await purchasesOf(em())).toMatchObject([
      { status: 'reconciled', is_spent: true, amount: 12 },
    ]);
  },
);

test.each([
  ['hang', { hang: 'before' }],
  ['cut connection', { cut: 'before' }],
  ['fault 503', { status: 503, body: '' }],
] as const)(
  'a %s before anything was booked: unknown for half an hour, then not bought, and never sent again by itself',
  async (_, fault) => {
    const site = await open({ days: 5, points: 20_000 });
    site.tracker.failNext('buy', fault);

    await site.runVip();
    site.later(29);
    await site.goOn();
    const early = await purchasesOf(em());
    site.later(1);
    await site.goOn();

    expect(early).toMatchObject([{ status: 'unknown', is_spent: null }]);
    expect(await purchasesOf(em())).toMatchObject([{ status: 'reconciled', is_spent: false }]);
    expect(site.asked()).toBe(1);
    expect(await alertKinds(em())).toEqual([
      'vip-expiring',
      'purchase-unknown',
      'vip-renewal-failed',
    ]);
    site.later(24 * 60);
    await site.runVip();
    expect(site.tracker.account.spent).toHaveLength(1);
  },
);

test('a site that is gone altogether after the request: told at once, settled when it is back', async () => {
  const site = await open({ days: 5, points: 20_000 });
  site.tracker.failNext('buy', { cut: 'after' });
  const { services } = site;
  const mam = services.mam as NonNullable<typeof services.mam>;
  let readings = 0;
  const isGone = () => ++readings > 2;
  const gone = {
    ...mam,
    account: async () => {
      if (isGone()) throw new ExternalError('tracker', 'unreachable', 'gone');
      return await mam.account();
    },
  };
  Object.assign(services, { mam: gone });

  await site.runVip();
  const alone = await alertKinds(em());
  Object.assign(services, { mam });
  await site.goOn();

  expect(alone).toEqual(['vip-expiring', 'purchase-unknown']);
  expect(await purchasesOf(em())).toMatchObject([{ status: 'reconciled', is_spent: true }]);
  expect(site.asked()).toBe(1);
});

test('told to come back later, it does, with the same purchase', async () => {
  const site = await open({ days: 5, points: 20_000 });
  site.tracker.failNext('buy', { status: 429, headers: { 'retry-after': '60' } });

  await site.runVip();
  const waiting = await purchasesOf(em());
  site.later(6);
  await site.goOn();

  expect(waiting).toMatchObject([{ status: 'intended' }]);
  expect(await purchasesOf(em())).toMatchObject([{ status: 'confirmed', is_spent: true }]);
});

test('an account that shows a purchase late is waited for in silence', async () => {
  const site = await open({ days: 5, points: 20_000 });
  const stale = { ...site.tracker.account };
  const { account } = site.tracker;
  site.tracker.failNext('buy', {
    status: 200,
    body: '{"success":true}',
    headers: { 'content-type': 'application/json' },
  });

  await site.runVip();
  site.later(10);
  await site.goOn();
  const late = await alertKinds(em());
  account.vipUntil = new Date((stale.vipUntil?.getTime() ?? 0) + 12 * 7 * 86_400_000);
  account.points -= 15_000;
  await site.goOn();

  expect(late).toEqual(['vip-expiring']);
  expect(await purchasesOf(em())).toMatchObject([{ status: 'reconciled', is_spent: true }]);
});

test('a yes of the site that the account never shows is for a person to look into', async () => {
  const site = await open({ days: 5, points: 20_000 });
  site.tracker.failNext('buy', {
    status: 200,
    body: '{"success":true}',
    headers: { 'content-type': 'application/json' },
  });

  await site.runVip();
  site.later(60);
  await site.goOn();

  expect(await purchasesOf(em())).toMatchObject([{ status: 'unknown' }]);
  expect(await alertKinds(em())).toEqual(['vip-expiring', 'purchase-unknown']);
});

test('points that a gift hides do not make a spent purchase look unspent', async () => {
  const site = await open({ days: 5, points: 20_000 });
  const { account } = site.tracker;
  site.tracker.failNext('buy', { hang: 'before' });
  await site.runVip();
  account.bonusHistory.unshift({
    timestamp: site.clock.now.getTime() / 1000,
    amount: 2000,
    type: 'giftPoints',
    tid: null,
  });

  site.later(40);
  await site.goOn();

  expect(await purchasesOf(em())).toMatchObject([{ status: 'unknown' }]);
});

test('two runs at the same time, in two processes, buy once', async () => {
  const site = await open({ days: 5, points: 99_000 });
  const second = await openSecond();

  await Promise.all([site.runVip(), site.runVip()]);
  const [{ id } = { id: 0 }] = await em().execute<{ id: number }[]>('select id from purchases');
  const other = { ...site.services, em: second } as Parameters<typeof carryOut>[0];
  await Promise.all([carryOut(other, id), site.goOn(), carryOut(other, id)]);

  expect(site.asked()).toBe(1);
  expect(site.tracker.account.spent).toHaveLength(1);
});

test('a purchase whose account changed before it was sent is judged anew and not sent', async () => {
  const site = await open({ days: 5, points: 20_000 });
  site.tracker.failNext('account', { status: 503 });
  await expect(site.runVip()).rejects.toMatchObject({ kind: 'unreachable' });
  await em().execute(
    `insert into purchases (key, kind, status, amount, actor, reason, intended_at)
     values ('vip:x:0', 'vip', 'intended', 12, 'Ada', 'x', ?)`,
    [site.clock.now],
  );

  site.hold({ days: 89 });
  await site.goOn();

  expect(site.asked()).toBe(0);
  expect(await purchasesOf(em())).toMatchObject([
    { status: 'refused', is_spent: false, detail: 'vip-days is 89.0, needed is 83 or fewer' },
  ]);
});
