import { expect, test } from 'vitest';
import type { Mam, TrackerRow } from '../../src/clients/mam/index.ts';
import { Download } from '../../src/downloads/download.entity.ts';
import { lookAgain } from '../../src/downloads/look-again.ts';
import { addReading, hoursLater, now, policy } from '../proposals/builders.ts';
import { buildRow } from '../releases/builders.ts';
import { accountWith } from '../spending/wedge-site.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const vip = { isVip: true, vipExpiresAt: 'never' as const };

/** Looks at a release that was approved like this and that the tracker shows like that. */
async function look(
  approved: { isPaid?: boolean; withWedge?: boolean },
  shown: Partial<TrackerRow> | null,
  account: { isVip?: boolean; vipUntil?: Date } = {},
) {
  await em().execute(
    `with r as (insert into releases (source, tracker_id, title, facts) values ('mam', '501', 'Salt', '{}') returning id)
     insert into downloads (title, source, release_id, is_paid, with_wedge) select 'Salt', 'mam', id, ?, ? from r`,
    [approved.isPaid ?? false, approved.withWedge ?? false],
  );
  const asked: string[] = [];
  const mam = {
    releaseById: async () => shown && buildRow(shown),
    account: async () => {
      asked.push('account');
      return {
        ...accountWith(3),
        isVipClass: account.isVip ?? true,
        vipUntil: account.vipUntil ?? hoursLater(500),
      };
    },
  } as unknown as Mam;
  const context = em();
  const download = await context.findOneOrFail(Download, 1, { populate: ['release'] });
  const outcome = await lookAgain(
    { mam, prowlarr: null, policy: async () => policy, now: () => now },
    context,
    download,
  );
  return { outcome, asked, download };
}

test('a release that is gone is not what was approved', async () => {
  const { outcome } = await look({}, null);

  expect(outcome).toEqual({ kind: 'changed', reason: 'the tracker no longer has this release' });
});

test.each<[string, Partial<TrackerRow>, boolean]>([
  ['free', { isFree: true }, true],
  ['free for VIPs', vip, true],
  ['bought free', { isPersonalFreeleech: true }, true],
  ['to be paid for', {}, false],
  ['VIP for another hour', { ...vip, vipExpiresAt: hoursLater(1) }, false],
])('approved as free, shown as %s', async (_, shown, isSame) => {
  const { outcome } = await look({}, shown);

  expect(outcome).toEqual(
    isSame
      ? { kind: 'same', needsWedge: false, at: now }
      : { kind: 'changed', reason: 'this release is no longer free' },
  );
});

test('free for VIPs counts by an account that was just read, and only as long as VIP lasts', async () => {
  await addReading(em(), { at: hoursLater(-1) });

  const { outcome, asked } = await look({}, vip, { vipUntil: hoursLater(24) });

  expect(asked).toEqual(['account']);
  expect(outcome.kind).toBe('changed');
});

test('free for VIPs is not free for an account that is none any more', async () => {
  const { outcome } = await look({}, vip, { isVip: false });

  expect(outcome.kind).toBe('changed');
});

test('what became cheaper is taken as such', async () => {
  const { outcome, download } = await look({ isPaid: true }, { isFree: true });

  expect(outcome).toMatchObject({ kind: 'same', needsWedge: false });
  expect(download).toMatchObject({ isPaid: false, releaseEdition: 'free' });
  expect(await em().execute('select is_paid, release_edition from downloads')).toEqual([
    { is_paid: false, release_edition: 'free' },
  ]);
});

test('what was approved as paid stays it', async () => {
  const { outcome, asked } = await look({ isPaid: true }, {});

  expect(outcome).toEqual({ kind: 'same', needsWedge: false, at: now });
  expect(asked).toEqual([]);
});

async function addWedge(status: string, isSpent: boolean | null, sentMinutesAgo: number) {
  await em().execute(
    `with r as (insert into releases (source, tracker_id, title, facts) values ('mam', '501', 'Salt', '{}') returning id),
          d as (insert into downloads (title, source, release_id, with_wedge, is_paid)
                select 'Salt', 'mam', id, true, false from r returning id, release_id)
     insert into purchases (key, kind, status, is_spent, amount, actor, reason, release_id, download_id, sent_at)
     select 'w', 'wedge', ?, ?, 1, 'Ada', '', release_id, id, ? from d`,
    [status, isSpent, hoursLater(-sentMinutesAgo / 60)],
  );
}

test.each<[string, string, boolean | null, number, Partial<TrackerRow>, object]>([
  ['just spent; the site is late', 'confirmed', true, 5, {}, { kind: 'same', needsWedge: false }],
  ['not answered yet', 'unknown', null, 5, {}, { kind: 'same', needsWedge: true }],
  ['not spent', 'reconciled', false, 40, {}, { kind: 'same', needsWedge: true }],
  ['spent long ago, and nothing shows', 'confirmed', true, 31, {}, { kind: 'changed' }],
  ['spent on something else', 'reconciled', true, 31, {}, { kind: 'changed' }],
  [
    'spent, and shown',
    'sent',
    null,
    5,
    { isPersonalFreeleech: true },
    { kind: 'same', needsWedge: false },
  ],
])('a wedge that was %s', async (_, status, isSpent, minutes, shown, expected) => {
  await addWedge(status, isSpent, minutes);
  const mam = { releaseById: async () => buildRow(shown), account: async () => null };
  const context = em();
  const download = await context.findOneOrFail(Download, 1, { populate: ['release'] });

  const outcome = await lookAgain(
    { mam: mam as unknown as Mam, prowlarr: null, policy: async () => policy, now: () => now },
    context,
    download,
  );

  expect(outcome).toMatchObject(expected);
  const open = await em().execute(`select id from purchases where is_spent is null`);
  expect(open).toHaveLength(status === 'unknown' ? 1 : 0);
});
