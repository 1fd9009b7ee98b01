import { expect, test } from 'vitest';
import type { Mam, TrackerRow } from '../../src/clients/mam/index.ts';
import { searchText } from '../../src/clients/mam/query.ts';
import { ExternalError } from '../../src/errors.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { addProposals, addWanted, hoursLater, now, policy, states } from './builders.ts';
import { only } from './site.ts';

const { em } = useDatabase();

/** A tracker that answers every search with these rows, and has no newer ones than `newest`. */
function createTracker(
  rows: TrackerRow[] = [],
  { newest = [], meanwhile = async () => {} }: Partial<Meanwhile> = {},
) {
  const texts: string[] = [];
  const search: Mam['search'] = async ({ text, start = 0 }) => {
    texts.push(text);
    if (text !== '') await meanwhile();
    const all = text === '' ? newest : rows;
    const page = all.slice(start, start + 100);
    return { rows: page, found: all.length, rawRows: page.length, start, droppedRows: 0 };
  };
  return { texts, mam: { search, searchText } as unknown as Mam };
}
type Meanwhile = { newest: TrackerRow[]; meanwhile: () => Promise<void> };

function run(mam: Mam, changes: object = {}) {
  const { signal } = new AbortController();
  return searchDue(em(), only(mam), { policy, platforms: ['discord'], now, signal, ...changes });
}

const freeRow = (id: number, title: string) => buildRow({ id, title, series: [], isFree: true });

test('all due books are searched at once and each gets its proposal', async () => {
  for (const title of ['Salt Road', 'Glass Sea', 'Nowhere']) await addWanted(em(), title);
  const { texts, mam } = createTracker([freeRow(1, 'Salt Road'), freeRow(2, 'Glass Sea')]);

  const report = await run(mam);

  expect(texts).toEqual(['', expect.stringContaining('"Salt Road"|"Glass Sea"')]);
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

  expect([texts.filter(Boolean), report.searched]).toEqual([[], 0]);
});

test('a book with an open or waiting proposal is not searched; one whose releases will not do any more is', async () => {
  await addProposals(em, 3);
  await em().execute(`update proposals set status = 'waiting' where id = 2`);
  await em().execute(`update proposals set status = 'held' where id = 3`);
  await em().execute(
    `insert into blocklist (source, tracker_id, reason, created_by) values ('mam', 't-Book 3', 'wrong book', 'Ada')`,
  );
  const full = { policy: { ...policy, proposalsOpen: 1 } };

  const report = await run(createTracker([freeRow(1, 'Book 3')]).mam, full);

  expect(report).toMatchObject({ searched: 1, waiting: 1 });
  expect(await states(em())).toEqual({ 1: 'open', 2: 'waiting', 3: 'waiting' });
});

test('as many books are searched as fill the searches of a run: requests first, then those never searched, early volumes first', async () => {
  const volume = (place: string) => ({ seriesName: 'Ember', seriesNumber: place });
  await addWanted(em(), 'Seen', { lastSearchedAt: now });
  await addWanted(em(), 'Tenth', volume('10'));
  await addWanted(em(), 'Second', volume('2'));
  await addWanted(em(), 'Asked', { priority: 1, lastSearchedAt: now });
  await em().execute('update search_state set text_length = 60');
  const { mam } = createTracker();

  const report = await run(mam, { policy: { ...policy, queuePerRun: 2 } });

  expect(report.skipped.map(({ title }) => title)).toEqual(['Asked', 'Second', 'Tenth']);
});

test.each([
  ['hidden', `update missing_books set download_status = 'hidden', is_wanted = false`],
  ['put on the shelf', `update missing_books set download_status = 'completed'`],
  ['forgotten by the catalogue', 'delete from missing_books'],
])('a book that is %s while the tracker is searched is not proposed', async (_, change) => {
  await addWanted(em(), 'Salt Road');
  const meanwhile = async () => void (await em().execute(change));

  const report = await run(createTracker([freeRow(1, 'Salt Road')], { meanwhile }).mam);

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
  const { mam } = createTracker([freeRow(1, 'Salt Road')], {
    meanwhile: async () => stop.abort(),
  });

  const report = await run(mam, { signal: stop.signal });

  expect(report.searched).toBe(0);
  expect(await states(em())).toEqual({});
});

test('a book that a new release may be is searched in the same run, though its week is not over', async () => {
  await addWanted(em(), 'Salt Road', { nextSearchAt: hoursLater(100), lastSearchedAt: now });
  await addWanted(em(), 'Glass Sea', { nextSearchAt: hoursLater(100), lastSearchedAt: now });
  const newest = [freeRow(77, 'Glass Sea'), freeRow(76, 'Another Book')];
  const { texts, mam } = createTracker([freeRow(77, 'Glass Sea')], { newest });

  const report = await run(mam);
  const later = await run(mam, { now: hoursLater(0.5) });

  expect(report).toMatchObject({ newest: 1, searched: 1, open: 1 });
  expect(later).toMatchObject({ newest: 0, searched: 0 });
  expect(texts).toEqual(['', expect.stringContaining('"Glass Sea"'), '']);
});

test('the newest releases are read back to the last look, at most three pages', async () => {
  await addWanted(em(), 'Salt Road', { nextSearchAt: hoursLater(100) });
  const rowsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => freeRow(first - index, 'Another Book'));
  const { texts, mam } = createTracker([], { newest: rowsFrom(1000, 500) });
  const quiet = createTracker([], { newest: rowsFrom(1150, 500) });
  const busy = createTracker([], { newest: rowsFrom(9000, 500) });

  await run(mam);
  await run(quiet.mam, { now: hoursLater(1) });
  await run(busy.mam, { now: hoursLater(2) });
  await run(busy.mam, { now: hoursLater(2.1) });

  expect([texts.length, quiet.texts.length, busy.texts.length]).toEqual([1, 2, 3]);
});

test('what is held back is judged again without asking the tracker, and searched after six hours', async () => {
  await addProposals(em, 2);
  await em().execute(`update proposals set status = 'held' where id = 1`);
  await em().execute(
    `update releases set facts = jsonb_set(facts || '{"series": []}', '{cost,isFree}', 'true')`,
  );
  await em().execute(
    'update missing_books set last_searched_at = ?, next_search_at = ? where id = 1',
    [now, hoursLater(100)],
  );
  const { texts, mam } = createTracker();
  const full = { policy: { ...policy, proposalsOpen: 2 } };

  const report = await run(mam, full);

  expect(report).toMatchObject({ freed: 1, searched: 0 });
  expect(await states(em())).toEqual({ 1: 'open', 2: 'open' });
  expect(texts.filter(Boolean)).toEqual([]);
});

test('a search the tracker refuses is asked in halves, and the next run asks for as few at once', async () => {
  for (let volume = 1; volume <= 8; volume += 1)
    await addWanted(em(), `Salt ${'abcdefgh'[volume - 1]}`);
  const texts: string[] = [];
  const search: Mam['search'] = async ({ text }) => {
    const titles = text.split('|').length;
    if (text !== '') texts.push(String(titles));
    if (titles > 5) throw new ExternalError('tracker', 'unexpected', 'the text is too long');
    return { rows: [], found: 0, rawRows: 0, start: 0, droppedRows: 0 };
  };

  const report = await run({ search, searchText } as unknown as Mam);

  expect(report.searched).toBe(8);
  expect(texts).toEqual(['8', '4', '4']);
  expect(await em().execute('select text_length from search_state')).toEqual([
    { text_length: expect.any(Number) as number },
  ]);
});
