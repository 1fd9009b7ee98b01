import { expect, test } from 'vitest';
import type { Mam, TrackerRow } from '../../src/clients/mam/index.ts';
import { searchText } from '../../src/clients/mam/query.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { addProposals, addWanted, hoursLater, now, policy, states } from './builders.ts';

const { em } = useDatabase();

/** A tracker that answers every search with these rows. */
function createTracker(rows: TrackerRow[] = [], meanwhile = async () => {}) {
  const texts: string[] = [];
  const search: Mam['search'] = async ({ text }) => {
    texts.push(text);
    await meanwhile();
    return { rows, found: rows.length, rawRows: rows.length, start: 0, droppedRows: 0 };
  };
  return { texts, mam: { search, searchText } as unknown as Mam };
}

function run(mam: Mam, changes: object = {}) {
  const { signal } = new AbortController();
  return searchDue(em(), mam, { policy, platforms: ['discord'], now, signal, ...changes });
}

const freeRow = (id: number, title: string) => buildRow({ id, title, series: [], isFree: true });

test('all due books are searched at once and each gets its proposal', async () => {
  for (const title of ['Salt Road', 'Glass Sea', 'Nowhere']) await addWanted(em(), title);
  const { texts, mam } = createTracker([freeRow(1, 'Salt Road'), freeRow(2, 'Glass Sea')]);

  const report = await run(mam);

  expect(texts).toHaveLength(1);
  expect(report).toMatchObject({ searched: 3, open: 2, none: 1, held: 0, waiting: 0 });
  expect(report.skipped).toEqual([
    { title: 'Nowhere', reason: 'the tracker has no release of this book' },
  ]);
  expect(await states(em())).toEqual({ 1: 'open', 2: 'open' });
});

test.each([
  ['nobody wants', { isWanted: false }],
  ['is on its way', { downloadStatus: 'downloading' }],
  ['is hidden', { downloadStatus: 'hidden' }],
  ['is not out yet', { downloadStatus: 'announced' }],
  ['is snoozed', { snoozedUntil: hoursLater(1) }],
  ['was searched this week', { nextSearchAt: hoursLater(1) }],
] as const)('a book that %s is not searched', async (_, changes) => {
  await addWanted(em(), 'Salt Road', changes);
  const { texts, mam } = createTracker([freeRow(1, 'Salt Road')]);

  const report = await run(mam);

  expect([texts, report.searched]).toEqual([[], 0]);
});

test('a book with an open or waiting proposal is not searched; one that is held is judged again', async () => {
  await addProposals(em, 3);
  await em().execute(`update proposals set status = 'waiting' where id = 2`);
  await em().execute(`update proposals set status = 'held' where id = 3`);
  const full = { policy: { ...policy, proposalsOpen: 1 } };

  const report = await run(createTracker([freeRow(1, 'Book 3')]).mam, full);

  expect(report).toMatchObject({ searched: 1, waiting: 1 });
  expect(await states(em())).toEqual({ 1: 'open', 2: 'waiting', 3: 'waiting' });
});

test('only so many books are searched in a run: requests first, then those never searched, early volumes first', async () => {
  const volume = (place: string) => ({ seriesName: 'Ember', seriesNumber: place });
  await addWanted(em(), 'Seen', { lastSearchedAt: now });
  await addWanted(em(), 'Tenth', volume('10'));
  await addWanted(em(), 'Second', volume('2'));
  await addWanted(em(), 'Asked', { priority: 1, lastSearchedAt: now });
  const { mam } = createTracker();

  const report = await run(mam, { policy: { ...policy, queuePerRun: 3 } });

  expect(report.skipped.map(({ title }) => title)).toEqual(['Asked', 'Second', 'Tenth']);
});

test.each([
  ['hidden', `update missing_books set download_status = 'hidden', is_wanted = false`],
  ['put on the shelf', `update missing_books set download_status = 'completed'`],
  ['forgotten by the catalogue', 'delete from missing_books'],
])('a book that is %s while the tracker is searched is not proposed', async (_, change) => {
  await addWanted(em(), 'Salt Road');
  const meanwhile = async () => void (await em().execute(change));

  const report = await run(createTracker([freeRow(1, 'Salt Road')], meanwhile).mam);

  expect(report.searched).toBe(0);
  expect(await states(em())).toEqual({});
});

test.each([
  ['is taken when it has the length of the catalogue', '10 hrs 10 mins', { 1: 'open' }, []],
  ['is left when it has another', '6 hrs 0 mins', {}, ['The Salt Stone']],
])('another title at the same place %s', async (_, length, proposals, skipped) => {
  const [series] = await em().execute<{ id: number }[]>(
    `insert into series (name, folded_name, author, folded_author)
     values ('Ember', 'ember', 'Anna Ward', 'anna ward') returning id`,
  );
  await em().execute(
    `insert into series_entries (series_id, asin, title, position, authors, narrators, runtime_minutes, seen_at)
     values (?, 'B0SALT', 'The Salt Stone', '3', '[]', '[]', 600, ?)`,
    [series?.id, now],
  );
  await addWanted(em(), 'The Salt Stone', {
    seriesId: series?.id ?? null,
    asin: 'B0SALT',
    seriesName: 'Ember',
    seriesNumber: '3',
  });
  const row = buildRow({ title: 'The Philosopher of Salt', tags: length, isFree: true });

  const report = await run(createTracker([row]).mam);

  expect(await states(em())).toEqual(proposals);
  const reason = '1 releases seen, none acceptable (unsure-work)';
  expect(report.skipped).toEqual(skipped.map((title) => ({ title, reason })));
});

test('a blocked release is never proposed again', async () => {
  await addWanted(em(), 'Salt Road');
  await em().execute(
    `insert into blocklist (source, tracker_id, reason, created_by) values ('mam', '1', 'wrong book', 'Ada')`,
  );

  const report = await run(createTracker([freeRow(1, 'Salt Road')]).mam);

  expect(report.skipped).toMatchObject([
    { reason: '1 releases seen, none acceptable (blocklisted)' },
  ]);
});

test('a run that is stopped proposes nothing more', async () => {
  await addWanted(em(), 'Salt Road');
  const stop = new AbortController();
  const { mam } = createTracker([freeRow(1, 'Salt Road')], async () => stop.abort());

  const report = await run(mam, { signal: stop.signal });

  expect(report.searched).toBe(0);
  expect(await states(em())).toEqual({});
});
