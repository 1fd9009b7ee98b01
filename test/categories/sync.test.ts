import { expect, test } from 'vitest';
import { audiobookCategories } from '../../src/categories/audiobooks.ts';
import { syncCategories } from '../../src/categories/sync.ts';
import { closeOwnedRequests } from '../../src/library/close-requests.ts';
import { categories } from '../../src/sandbox/books.ts';
import { useDatabase } from '../support/use-database.ts';
import { missing, own, policy, type Site, startSite, upload } from './site.ts';

const { em } = useDatabase();

const sync = (site: Site, now = site.now) =>
  syncCategories(em(), site.mam, { policy, platforms: ['discord'], now });

const ember = (position: string) => ({ name: 'Ember', asin: 'SERIES', position });

test('there are 35 audiobook categories', () => {
  expect(audiobookCategories.size).toBe(35);
});

test('a new title by an owned author becomes wanted, and the queue is asked for', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea');
  upload(site, 'By a Stranger', { author: 'Bo Lind' });

  const report = await sync(site);

  expect(report).toMatchObject({ newTitles: 2, requests: 1, wanted: ['Glass Sea'] });
  expect(await missing(em())).toEqual({ 'Glass Sea': 'new_title identified wanted' });
  expect(await em().execute('select task_name from tasks')).toEqual([{ task_name: 'queue' }]);
});

test('the report counts by category, also where nothing was new', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea');
  upload(site, 'The Salt Road', { category: 41 });
  upload(site, 'Red Dust', { category: 47, german: true });

  const { categories: counts } = await sync(site);

  expect(Object.keys(counts)).toHaveLength(35);
  expect(counts['Fantasy']).toMatchObject({ newTitles: 2, ours: 2, wanted: 1, owned: 1 });
  expect(counts['Science Fiction']).toMatchObject({ newTitles: 1, passedOver: 1, wanted: 0 });
  expect(counts['Western']).toMatchObject({ newTitles: 0, wanted: 0 });
  const stored = await em().execute(
    `select genre_name, new_titles, wanted_titles from genre_settings where category_id in (41, 48) order by 1`,
  );
  expect(stored).toEqual([
    { genre_name: 'Fantasy', new_titles: 2, wanted_titles: 1 },
    { genre_name: 'Western', new_titles: 0, wanted_titles: 0 },
  ]);
});

test.each([
  ['with a subtitle', 'The Salt Road: A Novel'],
  ['as another edition', 'The Salt Road (Unabridged) [10th Anniversary Edition]'],
])('an owned book %s is owned', async (_, title) => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, title);

  await sync(site);

  expect(await missing(em())).toEqual({});
});

test.each([
  ['abridged', { abridged: true }],
  ['another language (de)', { german: true }],
  ['dramatised', { dramatised: true }],
])('what is passed over is named: %s', async (reason, changes) => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea', changes);

  const report = await sync(site);

  expect(report.passedOver).toEqual([{ title: 'Glass Sea', reason }]);
  expect(await missing(em())).toEqual({});
});

test('a gap of an owned series stands where the catalogue would list it, and is not listed twice', async () => {
  const site = await startSite();
  await own(em(), 'Ember One', { series: 'Ember', position: '1' });
  upload(site, 'Ember Three', { series: ember('3') });
  upload(site, 'Ember Three (64 kbps)', { series: ember('3') });

  const report = await sync(site);

  expect(report.wanted).toEqual(['Ember Three']);
  const [row] = await em().execute(
    `select m.work_key = 'series:' || s.id || ':3' as is_at_place from missing_books m join series s on s.id = m.series_id`,
  );
  expect(row).toEqual({ is_at_place: true });
});

test('a series nobody is to be asked about gets its gap, but it is not wanted', async () => {
  const site = await startSite();
  await own(em(), 'Ember One', { series: 'Ember', position: '1', monitor: 'none' });
  upload(site, 'Ember Three', { series: ember('3') });

  const report = await sync(site);

  expect(await missing(em())).toEqual({ 'Ember Three': 'new_title identified' });
  expect(report.categories['Fantasy']).toMatchObject({ notWanted: 1, wanted: 0 });
});

test('a series of the same name by a strange author is only unsure', async () => {
  const site = await startSite();
  await own(em(), 'Ember One', { series: 'Ember', position: '1' });
  upload(site, 'Coal', { author: 'Bo Lind', series: ember('2') });

  const report = await sync(site);

  expect(report.unsure).toEqual([{ title: 'Coal', like: 'Ember' }]);
  expect(await missing(em())).toEqual({ Coal: 'new_title unsure' });
});

test('what a person has hidden stays hidden', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea', { addedDaysAgo: 0 });
  await sync(site);
  await em().execute(`update missing_books set download_status = 'hidden', is_wanted = false`);
  await em().execute('update genre_settings set newest_tracker_id = null');

  const report = await sync(site);

  expect(report.newTitles).toBe(1);
  expect(await missing(em())).toEqual({ 'Glass Sea': 'new_title hidden' });
});

test('the second run looks at what is new since the first', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Old', { addedDaysAgo: 9 });
  upload(site, 'Glass Sea', { addedDaysAgo: 3 });
  const first = await sync(site);
  upload(site, 'Iron Moon', { addedDaysAgo: 0 });

  const second = await sync(site);

  expect(first.wanted).toEqual(['Glass Sea']);
  expect(second).toMatchObject({ newTitles: 1, requests: 1, wanted: ['Iron Moon'] });
  expect(site.searches().map(({ startDate }) => startDate)).toEqual(['2026-06-08', '2026-06-14']);
});

test('a busy week takes a request for each hundred titles', async () => {
  const site = await startSite();
  for (let number = 1; number <= 250; number += 1) upload(site, `Book ${number}`);

  const report = await sync(site);

  expect(report).toMatchObject({ newTitles: 250, requests: 3, unread: 0 });
});

test('of more than thirty pages the newest are read, and the others are counted', async () => {
  const site = await startSite();
  for (let number = 1; number <= 3010; number += 1) upload(site, `Book ${number}`);

  const report = await sync(site);

  expect(report).toMatchObject({ requests: 30, newTitles: 3000, unread: 10 });
});

test('a category that is not known is told once, and looked at like any other', async () => {
  const site = await startSite();
  categories[131] = 'Audiobooks - Cosy Fantasy';
  categories[52] = 'Audiobooks - General Nonfiction';
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea', { category: 131 });
  upload(site, 'Ice', { category: 52 });

  const first = await sync(site);
  upload(site, 'Iron Moon', { category: 131, addedDaysAgo: 0 });
  const second = await sync(site);

  expect(first.changes).toEqual([
    { id: 52, name: 'General Nonfiction', formerName: 'General Non-Fic' },
    { id: 131, name: 'Cosy Fantasy', formerName: null },
  ]);
  expect(second.changes).toEqual([]);
  expect(second.categories['Cosy Fantasy']).toMatchObject({ newTitles: 1, wanted: 1 });
  const alerts = await em().execute('select kind from alerts');
  expect(alerts).toEqual([{ kind: 'tracker-categories-changed' }]);
});

test('when the tracker fails nothing is stored, and the next run looks at the same time', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea');
  site.failNext('search', { status: 502 });

  await expect(sync(site)).rejects.toMatchObject({ service: 'tracker' });
  const report = await sync(site);

  expect(report.wanted).toEqual(['Glass Sea']);
});

test('the book that comes to the shelf by another way is done', async () => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, 'Glass Sea');
  await sync(site);
  await own(em(), 'Glass Sea');

  await closeOwnedRequests(em());

  expect(await missing(em())).toEqual({ 'Glass Sea': 'new_title completed' });
});
