import { expect, test } from 'vitest';
import { Download } from '../../src/downloads/download.entity.ts';
import { askAgain } from '../../src/proposals/ask-again.ts';
import { approve } from '../../src/proposals/decide.ts';
import { loadCard } from '../../src/proposals/load-card.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import type { Policy } from '../../src/settings/policy.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, addReading, addWanted, hoursLater, now, policy, states } from './builders.ts';
import { createSite, only, servicesWith } from './site.ts';

const { em } = useDatabase();
const freeRow = (id: number, kbps: number) =>
  buildRow({ id, title: 'Salt Road', series: [], isFree: true, tags: `${kbps} kbps` });

/** A book whose best release was approved by Ada, or taken by autopilot. */
async function openApproved(rules: Partial<Policy> = {}) {
  const site = createSite([freeRow(1, 128), freeRow(2, 96), freeRow(3, 64)]);
  const services = servicesWith(site.mam, em, rules);
  const context = { policy: { ...policy, ...rules }, platforms: ['discord'], now };
  await addReading(em());
  await addWanted(em(), 'Salt Road');
  await searchDue(em(), only(site.mam), { ...context, signal: new AbortController().signal });
  if ((await states(em()))[1] === 'open') {
    await em().transactional((inner) => approve(inner, 1, { ...context, actor: ada }));
  }
  const lose = async (reason: string) => {
    const download = await em().findOneOrFail(
      Download,
      { proposalId: 1 },
      { populate: ['missingBook', 'release'] },
    );
    await askAgain(services, download, reason);
  };
  return { site, context, lose };
}

const proposal = async () => (await em().execute('select * from proposals where id = 1'))[0];
const alerts = () =>
  em().execute<{ kind: string; title: string }[]>(
    `select kind, reply ->> 'title' as title from alerts`,
  );

test('a release that is gone at the press: the same card shows the next best one and asks again', async () => {
  const { site, lose } = await openApproved();
  site.rows.shift();

  await lose('the tracker no longer has this release');

  const card = await loadCard(em(), 1);
  expect(card).toMatchObject({
    status: 'open',
    release: { trackerId: '2' },
    notice: 'Ada approved "Salt Road", but the tracker no longer has this release.',
    alternatives: [{ summary: expect.stringContaining('64 kbps') as string }],
    download: null,
  });
  expect(await proposal()).toMatchObject({ decided_by: null, expires_at: hoursLater(72) });
  expect(await em().execute('select status, is_wanted from missing_books m, proposals p')).toEqual([
    { status: 'open', is_wanted: true },
  ]);
  expect(await alerts()).toEqual([{ kind: 'proposal-changed', title: 'Look again: Salt Road' }]);
});

test('nothing is blocked or counted as failed by it', async () => {
  const { site, lose } = await openApproved();
  site.rows.shift();

  await lose('gone');

  expect(await em().execute('select id from blocklist')).toEqual([]);
  expect(await em().execute('select id from failed_attempts')).toEqual([]);
  expect(await em().execute('select status from downloads')).toEqual([{ status: 'cancelled' }]);
});

test('a second yes fetches the next best one, in the same download with its whole story', async () => {
  const { site, context, lose } = await openApproved();
  site.rows.shift();
  await lose('gone');

  await em().transactional((inner) => approve(inner, 1, { ...context, actor: ada }));

  expect(
    await em().execute(
      `select d.status, r.tracker_id from downloads d join releases r on r.id = d.release_id`,
    ),
  ).toEqual([{ status: 'queued', tracker_id: '2' }]);
  expect(await em().execute(`select key from outbox where topic = 'grab' order by id`)).toEqual([
    { key: 'grab:1:0' },
    { key: 'grab:1:1' },
  ]);
  expect(await em().execute('select status, detail from download_events order by id')).toEqual([
    { status: 'queued', detail: 'approved by Ada' },
    { status: 'cancelled', detail: 'gone' },
    { status: 'queued', detail: 'approved by Ada' },
  ]);
});

test('one that costs now comes back as what it is, behind what is still free', async () => {
  const { site, lose } = await openApproved();
  const [first] = site.rows;
  if (first) first.isFree = false;

  await lose('this release is no longer free');

  expect(await proposal()).toMatchObject({ status: 'open', cost_class: 'free' });
  expect((await loadCard(em(), 1))?.alternatives).toMatchObject([
    { summary: expect.stringMatching(/128 kbps.*paid/) as string },
    { summary: expect.stringContaining('64 kbps') as string },
  ]);
});

test('when there is no other the card says so and the book stays wanted', async () => {
  const { site, lose } = await openApproved();
  site.rows.splice(0);

  await lose('the tracker no longer has this release');

  expect(await proposal()).toMatchObject({
    status: 'superseded',
    decision_reason:
      'the tracker no longer has this release, and there is no other acceptable release',
  });
  expect(
    await em().execute('select download_status, is_wanted, next_search_at from missing_books'),
  ).toEqual([{ download_status: 'identified', is_wanted: true, next_search_at: hoursLater(24) }]);
});

test('asked twice about the same loss it answers once', async () => {
  const { site, lose } = await openApproved();
  site.rows.shift();
  await lose('gone');
  site.rows.splice(0);

  await lose('gone');

  expect(await proposal()).toMatchObject({ status: 'open', cost_class: 'free' });
  expect(await alerts()).toHaveLength(1);
});

test('autopilot takes the next free one by itself, without a word', async () => {
  const { site, lose } = await openApproved({ autopilot: 'free' });
  site.rows.shift();

  await lose('gone');

  expect(await proposal()).toMatchObject({ status: 'approved', decided_by: 'bot:autopilot' });
  expect(await em().execute('select status, retry_count from downloads')).toEqual([
    { status: 'queued', retry_count: 1 },
  ]);
  expect(await alerts()).toEqual([]);
});

test('autopilot does not take again what it lost: it asks', async () => {
  const { site, lose } = await openApproved({ autopilot: 'full' });
  site.rows.splice(1);
  const [only] = site.rows;
  if (only) only.isFree = false;

  await lose('this release is no longer free');

  expect(await proposal()).toMatchObject({ status: 'open', cost_class: 'paid' });
  expect(await alerts()).toHaveLength(1);
});
