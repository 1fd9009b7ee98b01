import { expect, test } from 'vitest';
import { takeTop10 } from '../../src/categories/top10.ts';
import { readTop10 } from '../../src/settings/top10.ts';
import { useDatabase } from '../support/use-database.ts';
import { missing, own, policy, type Site, startSite, upload } from './site.ts';

const { em } = useDatabase();

function take(site: Site, charts = '41:3') {
  const rules = { ...policy, top10: readTop10(charts) };
  return takeTop10(em(), site.mam, { policy: rules, platforms: ['discord'], now: site.now });
}

const outcomes = (report: Awaited<ReturnType<typeof take>>) =>
  report.charts.flatMap(({ places }) =>
    places.map(({ place, title, outcome }) => `${place} ${title}: ${outcome}`),
  );

test('the most snatched uploads of the week are wanted, as many as there are places', async () => {
  const site = await startSite();
  for (const [title, snatches] of [
    ['C', 30],
    ['A', 50],
    ['D', 20],
    ['B', 40],
  ] as const) {
    upload(site, `Tale ${title}`, { author: `Writer ${title}`, snatches });
  }
  upload(site, 'Older', { snatches: 900, addedDaysAgo: 8 });
  upload(site, 'Other Genre', { snatches: 900, category: 47 });

  const report = await take(site);

  expect(outcomes(report)).toEqual(['1 Tale A: wanted', '2 Tale B: wanted', '3 Tale C: wanted']);
  expect(Object.keys(await missing(em()))).toEqual(['Tale A', 'Tale B', 'Tale C']);
  expect(site.searches()).toMatchObject([
    { cat: ['41'], sortType: 'snatchedDesc', startDate: '2026-06-08', endDate: '2026-06-16' },
  ]);
  expect(await em().execute('select task_name from tasks')).toEqual([{ task_name: 'queue' }]);
});

test.each([
  'The Salt Road',
  'The Salt Road: A Novel',
  'Salt Road (Unabridged)',
  'The Salt Road [10th Anniversary Edition]',
])('an owned book is owned as %s', async (title) => {
  const site = await startSite();
  await own(em(), 'The Salt Road');
  upload(site, title);

  const report = await take(site);

  expect(outcomes(report)).toEqual([`1 ${title}: owned`]);
  expect(await em().execute('select 1 from tasks')).toEqual([]);
});

test('ten in the chart, seven of them owned under other spellings: three are wanted', async () => {
  const site = await startSite();
  const owned = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'];
  for (const title of owned) await own(em(), `The Tale of ${title}`);
  const spellings = [
    (title: string) => title,
    (title: string) => `${title}: A Novel`,
    (title: string) => `${title} (Unabridged)`,
    (title: string) => `${title} [10th Anniversary Edition]`,
    (title: string) => title.replace('The ', ''),
    (title: string) => title.toUpperCase(),
    (title: string) => `${title} (Audiobook)`,
  ];
  const others = ['Eight', 'Nine', 'Ten'];
  for (const [index, title] of owned.entries())
    upload(site, (spellings[index] ?? String)(`The Tale of ${title}`), { snatches: 100 - index });
  for (const title of others) upload(site, `The Tale of ${title}`, { snatches: 20 });

  const report = await take(site, '41:10');

  expect(outcomes(report).filter((line) => line.endsWith(': owned'))).toHaveLength(7);
  expect(Object.keys(await missing(em()))).toEqual(others.map((title) => `The Tale of ${title}`));
});

test('what would not be taken has no place, the next moves up, and the report says so', async () => {
  const site = await startSite();
  upload(site, 'Salz', { german: true, snatches: 90 });
  upload(site, 'Short Salt', { abridged: true, snatches: 80 });
  upload(site, 'Glass Sea', { snatches: 70 });
  upload(site, 'Glass Sea', { kbps: 64, snatches: 60 });
  upload(site, 'Iron Moon', { snatches: 50 });
  upload(site, 'Left Alone', { snatches: 0 });

  const report = await take(site);

  expect(outcomes(report)).toEqual(['1 Glass Sea: wanted', '2 Iron Moon: wanted']);
  expect(report.charts[0]?.passedOver).toEqual([
    { title: 'Salz', snatches: 90, reason: 'another language (de)' },
    { title: 'Short Salt', snatches: 80, reason: 'abridged' },
    { title: 'Glass Sea', snatches: 60, reason: 'the same book as place 1' },
    { title: 'Left Alone', snatches: 0, reason: 'not known to be snatched by anybody' },
  ]);
});

test('a book in two charts is wanted once', async () => {
  const site = await startSite();
  upload(site, 'Glass Sea', { category: 41 });
  upload(site, 'Glass Sea', { category: 47 });

  const report = await take(site, '41:10,47:10');

  expect(report.wanted).toBe(1);
  expect(report.charts.map(({ category, places }) => [category, places[0]?.detail])).toEqual([
    ['Fantasy', 'not owned'],
    ['Science Fiction', 'see Fantasy'],
  ]);
});

test('a gap nobody was asked about becomes wanted; what is hidden or on its way stays as it is', async () => {
  const site = await startSite();
  for (const title of ['Gap', 'Hidden', 'Coming']) {
    upload(site, title, { snatches: title.length });
  }
  await em().execute(
    `insert into missing_books (work_key, title, author_name, reason_missing, download_status)
     values ('1', 'Gap', 'Anna Ward', 'series_gap', 'identified'),
            ('2', 'Hidden', 'Anna Ward', 'series_gap', 'hidden'),
            ('3', 'Coming', 'Anna Ward', 'request', 'downloading')`,
  );

  const report = await take(site);

  expect(report.charts[0]?.places.map(({ title, detail }) => [title, detail])).toEqual([
    ['Hidden', 'hidden by a person'],
    ['Coming', 'on its way'],
    ['Gap', 'was missing, now wanted'],
  ]);
  expect(await missing(em())).toMatchObject({ Gap: 'series_gap identified wanted' });
});

test('a second run wants nothing anew', async () => {
  const site = await startSite();
  upload(site, 'Glass Sea');
  await take(site);

  const report = await take(site);

  expect(outcomes(report)).toEqual(['1 Glass Sea: listed']);
  expect(report.wanted).toBe(0);
});

test('a category that is none of audiobooks is not asked for', async () => {
  const site = await startSite();

  const report = await take(site, '9999:10');

  expect(report).toEqual({ charts: [], unknown: [9999], wanted: 0 });
  expect(site.searches()).toEqual([]);
});

test.each(['41', '41:0', '41:101', '41:10,41:5', 'fantasy:10', '41:10;47:10'])(
  'the setting %s is refused',
  (text) => {
    expect(() => readTop10(text)).toThrow(/./);
  },
);

test('the setting may be empty', () => {
  expect(readTop10('')).toEqual([]);
  expect(readTop10(' 41:10, 47:5 ')).toEqual([
    { categoryId: 41, places: 10 },
    { categoryId: 47, places: 5 },
  ]);
});
