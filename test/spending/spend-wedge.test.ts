import { beforeEach, expect, test } from 'vitest';
import { settleWedges } from '../../src/spending/settle-wedges.ts';
import { spendWedge } from '../../src/spending/spend-wedge.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  addDownload,
  type Clock,
  createWedgeSite,
  servicesFor,
  spendToTheEnd,
  type Trouble,
} from './wedge-site.ts';

const { em, openSecond } = useDatabase();
let clock: Clock;

beforeEach(() => {
  clock = { now: new Date('2026-06-15T12:00:00Z') };
});

const purchases = () =>
  em().execute<{ status: string; is_spent: boolean | null; detail: string }[]>(
    'select status, is_spent, detail, before, after, sent_at, settled_at, actor, key from purchases order by id',
  );
const later = (minutes: number) => {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000);
};

test('one wedge is spent, written down before and after with what the account held', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);

  const end = await spendToTheEnd(servicesFor(site, em, clock), ask, clock);

  expect([end, site.wedges, site.spentOn]).toEqual(['spent', 2, [501]]);
  expect(site.calls).toEqual(['account', 'wedge', 'account']);
  expect(await purchases()).toMatchObject([
    {
      status: 'confirmed',
      is_spent: true,
      detail: '2 wedges left',
      actor: 'Ada',
      before: { wedges: 3, points: 1000 },
      after: { wedges: 2 },
    },
  ]);
});

test('asked again it spends no second one', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  const services = servicesFor(site, em, clock);
  await spendToTheEnd(services, ask, clock);

  expect(await spendWedge(services, ask)).toEqual({ kind: 'spent' });
  expect(site.wedges).toBe(2);
});

/** Every moment at which the program can be cut off, by the number of the call it dies in. */
const moments = [0, 1, 2].flatMap((calls) =>
  (['killed-before', 'killed-after', 'no-answer-before', 'no-answer-after'] as const).map(
    (trouble) => [trouble, calls] as const,
  ),
);

test.each(moments)('%s in call %i: one wedge in the end, never two', async (trouble, calls) => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  site.troubles = [...Array.from({ length: calls }, () => null), trouble];

  const end = await spendToTheEnd(servicesFor(site, em, clock), ask, clock);

  expect([end, site.wedges, site.spentOn]).toEqual(['spent', 2, [501]]);
  const open = (await purchases()).filter(({ is_spent }) => is_spent === null);
  expect(open).toEqual([]);
});

test('a request without an answer is unknown, told once, and settled by what the site shows', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  const services = servicesFor(site, em, clock);
  site.troubles = [null, 'no-answer-after'];
  site.isFlagLate = true;

  const first = await spendWedge(services, ask);
  const unknown = await purchases();
  later(5);
  const second = await spendWedge(services, ask);
  site.isFlagLate = false;
  const third = await spendWedge(services, ask);

  expect(first).toMatchObject({
    kind: 'waits',
    reason: expect.stringMatching(/not known whether the wedge counted/) as string,
  });
  expect(unknown).toMatchObject([{ status: 'unknown', is_spent: null }]);
  expect(second.kind).toBe('waits');
  expect(third).toEqual({ kind: 'spent' });
  expect(site.calls.filter((call) => call === 'wedge')).toHaveLength(1);
  expect(await purchases()).toMatchObject([
    { status: 'reconciled', is_spent: true, detail: 'the torrent is free now; wedges 3 → 2' },
  ]);
  expect(await em().execute(`select kind, severity from alerts`)).toEqual([
    { kind: 'purchase-unknown', severity: 'warning' },
  ]);
});

test('only after half an hour without a trace it counts as not spent, and is tried once more', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  const services = servicesFor(site, em, clock);
  site.troubles = [null, 'no-answer-before'];
  await spendWedge(services, ask);

  later(29);
  const early = await spendWedge(services, ask);
  later(1);
  const end = await spendToTheEnd(services, ask, clock);

  expect(early.kind).toBe('waits');
  expect([end, site.wedges]).toEqual(['spent', 2]);
  expect(await purchases()).toMatchObject([
    { status: 'reconciled', is_spent: false, key: 'wedge:1:1:0' },
    { status: 'confirmed', is_spent: true, key: 'wedge:1:1:1' },
  ]);
});

test('a site that twice took no wedge is not asked a third time', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  site.mam.torrentFileByWedge = async () => Buffer.from('d');

  const end = await spendToTheEnd(servicesFor(site, em, clock), ask, clock);

  expect([end, site.wedges]).toEqual(['impossible', 3]);
  expect((await purchases()).map((row) => row.is_spent)).toEqual([false, false]);
});

test('told to come back later, it does, and nothing was spent', async () => {
  const site = createWedgeSite();
  const ask = await addDownload(em(), 501);
  const services = servicesFor(site, em, clock);
  site.troubles = [null, 'throttled'];

  await expect(spendWedge(services, ask)).rejects.toMatchObject({ kind: 'throttled' });
  const end = await spendToTheEnd(services, ask, clock);

  expect([end, site.wedges]).toEqual(['spent', 2]);
  expect((await purchases()).map((row) => row.status)).toEqual(['refused', 'confirmed']);
});

test('without a wedge nothing is sent, and nothing stays open', async () => {
  const site = createWedgeSite(0);
  const ask = await addDownload(em(), 501);

  const end = await spendToTheEnd(servicesFor(site, em, clock), ask, clock);

  expect([end, site.calls]).toEqual(['impossible', ['account']]);
  expect(await purchases()).toMatchObject([
    { status: 'refused', is_spent: false, detail: 'no wedge left' },
  ]);
});

test('a second wedge waits until the first is accounted for', async () => {
  const site = createWedgeSite();
  const [first, second] = [await addDownload(em(), 501), await addDownload(em(), 502)];
  const services = servicesFor(site, em, clock);
  site.troubles = [null, 'no-answer-after'];
  site.isFlagLate = true;
  await spendWedge(services, first);

  const early = await spendWedge(services, second);
  site.isFlagLate = false;
  await settleWedges(services);
  const end = await spendToTheEnd(services, second, clock);

  expect(early).toMatchObject({ kind: 'waits', reason: 'another wedge is not accounted for yet' });
  expect([end, site.wedges, site.spentOn]).toEqual(['spent', 1, [501, 502]]);
});

test('an intent that nobody carries out any more gives its place up', async () => {
  const site = createWedgeSite();
  const [first, second] = [await addDownload(em(), 501), await addDownload(em(), 502)];
  const services = servicesFor(site, em, clock);
  site.troubles = [null];
  await em().execute(
    `insert into purchases (key, kind, status, amount, actor, reason, release_id, download_id, intended_at)
     values ('wedge:1:1:0', 'wedge', 'intended', 1, 'Ada', 'x', ?, ?, ?)`,
    [first.releaseId, first.downloadId, clock.now],
  );

  await settleWedges(services);
  const early = await spendWedge(services, second);
  later(11);
  await settleWedges(services);
  const end = await spendToTheEnd(services, second, clock);

  expect(early.kind).toBe('waits');
  expect([end, site.spentOn]).toEqual(['spent', [502]]);
  expect((await purchases())[0]).toMatchObject({ status: 'refused', detail: 'never sent' });
});

/** More by ROUNDS=200. */
const rounds = Number(process.env['ROUNDS'] ?? 15);
const troubles: (Trouble | null)[] = [
  null,
  null,
  'no-answer-before',
  'no-answer-after',
  'killed-before',
  'killed-after',
];

test('whatever goes wrong, and with two programs at work, a download never costs two wedges', async () => {
  const secondEm = await openSecond();
  const random = createRandom(1);
  for (let round = 0; round < rounds; round += 1) {
    const site = createWedgeSite(9);
    site.isFlagLate = random() < 0.3;
    site.troubles = Array.from({ length: 12 }, () => troubles[Math.floor(random() * 6)] ?? null);
    const asks = [await addDownload(em(), 1000 + round), await addDownload(em(), 5000 + round)];

    const ends = await Promise.all(
      asks.map((ask, index) =>
        spendToTheEnd(servicesFor(site, index ? secondEm : em, clock), ask, clock),
      ),
    );

    for (const [index, { trackerId }] of asks.entries()) {
      const times = site.spentOn.filter((spent) => spent === trackerId).length;
      expect([round, index, times]).toEqual([round, index, ends[index] === 'spent' ? 1 : 0]);
    }
  }
  expect(await em().execute('select id from purchases where is_spent is null')).toEqual([]);
}, 120_000);

/** The same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
