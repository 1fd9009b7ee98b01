import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';
import { gaps } from './gap-rows.ts';
import {
  buildItem,
  complete,
  createCatalogue,
  createShelf,
  daysLater,
  emberItem,
  emberProduct,
  now,
  scan,
} from './shelf.ts';

const { em } = useDatabase();
const volumes = (...places: string[]) => places.map((place) => emberProduct(place));

/** A library with these volumes of Ember, scanned. */
async function own(...places: string[]) {
  const shelf = createShelf(places.map((place) => emberItem(place)));
  await scan(em(), shelf);
  return shelf;
}

test('gaps between and after the owned numbers are stored with what is known of them', async () => {
  await own('1', '3');

  const report = await complete(em(), createCatalogue(volumes('1', '2', '3', '4')));

  expect(report).toEqual({
    series: 1,
    asked: 1,
    unknown: [],
    missing: 2,
    announced: 0,
    unsure: 0,
    found: 2,
    queued: 0,
    opinion: { asked: 0, stopped: null },
  });
  expect(await em().execute('select * from missing_books order by series_number')).toMatchObject([
    {
      title: 'Ember Volume 2',
      author_name: 'Anna Ward',
      series_name: 'Ember',
      series_number: '2',
      reason_missing: 'series_gap',
      asin: 'B2',
      author_id: 1,
      series_id: 1,
      narrators: ['Tom Reed'],
      release_date: '2020-01-01',
      download_status: 'identified',
      is_wanted: false,
      identified_date: now,
    },
    { series_number: '4' },
  ]);
  expect(await em().execute('select * from series')).toMatchObject([
    {
      audible_asin: 'EMBER',
      total_books_in_series: 4,
      books_missing: 2,
      completion_percentage: 50,
      completion_status: 'partial',
      last_completion_check: now,
      last_completion_error: null,
    },
  ]);
});

test('the same comparison again changes nothing and asks nothing', async () => {
  await own('1', '3');
  const catalogue = createCatalogue(volumes('1', '2', '3', '4'));
  await complete(em(), catalogue);
  const first = await em().execute('select * from missing_books order by id');

  const again = await complete(em(), catalogue, { now: daysLater(29) });

  expect(again).toMatchObject({ asked: 0, missing: 2 });
  expect(await em().execute('select * from missing_books order by id')).toEqual(first);
});

test('a list is asked for again after a month, by the number the catalogue gave it', async () => {
  await own('1');
  const catalogue = createCatalogue(volumes('1'));
  await complete(em(), catalogue);
  catalogue.volumes = volumes('1', '2');

  const report = await complete(em(), catalogue, { now: daysLater(31) });

  expect(report).toMatchObject({ asked: 1, missing: 1 });
  expect(catalogue.asked).toEqual(['EMBER', 'EMBER']);
});

test('an announced book becomes a gap on the day it is out', async () => {
  await own('1');
  const announced = emberProduct('2', { releaseDate: '2026-06-20' });
  const catalogue = createCatalogue([emberProduct('1'), announced]);

  const before = await complete(em(), catalogue);
  const early = await gaps(em());
  await complete(em(), catalogue, { now: daysLater(5) });

  expect(before).toMatchObject({ missing: 0, announced: 1 });
  expect(early).toEqual({ 2: 'announced' });
  expect(await gaps(em())).toEqual({ 2: 'identified' });
});

test('a gap that a person hid stays hidden', async () => {
  await own('1');
  const catalogue = createCatalogue(volumes('1', '2', '3'));
  await complete(em(), catalogue);
  await em().execute(
    `update missing_books set download_status = 'hidden' where series_number = '2'`,
  );

  await complete(em(), catalogue, { now: daysLater(31) });

  expect(await gaps(em())).toEqual({ 2: 'hidden', 3: 'identified' });
});

test('a gap that the catalogue no longer lists goes, unless it was proposed', async () => {
  await own('1');
  const catalogue = createCatalogue(volumes('1', '2', '3'));
  await complete(em(), catalogue);
  await em().execute(
    `insert into proposals (missing_book_id, status) select id, 'rejected' from missing_books where series_number = '3'`,
  );
  catalogue.volumes = volumes('1');

  await complete(em(), catalogue, { now: daysLater(31) });

  expect(await gaps(em())).toEqual({ 3: 'identified' });
});

test('a catalogue that suddenly lists nothing is unknown, not the end of the series', async () => {
  await own('1');
  const catalogue = createCatalogue(volumes('1', '2'));
  await complete(em(), catalogue);
  catalogue.volumes = [];

  const report = await complete(em(), catalogue, { now: daysLater(31) });

  const reason = 'the catalogue lists no books of this series';
  expect(report).toMatchObject({ missing: 1, unknown: [{ series: 'Ember', reason }] });
  expect(await gaps(em())).toEqual({ 2: 'identified' });
  expect(await em().execute('select last_completion_error from series')).toEqual([
    { last_completion_error: reason },
  ]);
});

test('a series that the catalogue does not know, or knows by another author, has no gaps', async () => {
  const foreign = [{ asin: null, name: 'Somebody Else' }];
  await own('1');

  const report = await complete(em(), createCatalogue([emberProduct('1', { authors: foreign })]));

  expect(report.unknown).toEqual([
    { series: 'Ember', reason: 'the catalogue does not list this series' },
  ]);
  expect(await em().execute('select completion_status, books_missing from series')).toEqual([
    { completion_status: null, books_missing: 0 },
  ]);
});

test('a list that cannot be read does not stop the others and is asked for again at once', async () => {
  const frost = buildItem('f', { series: [{ name: 'Frost', sequence: '1' }], asin: 'F1' });
  const shelf = createShelf([frost, emberItem('1')]);
  await scan(em(), shelf);
  const catalogue = createCatalogue(volumes('1', '2'));
  const broken = {
    ...catalogue,
    product: () => Promise.reject(new ExternalError('audible', 'unexpected', 'half an answer')),
  };

  const report = await complete(em(), broken);
  const next = await complete(em(), catalogue);

  expect(report).toMatchObject({ series: 2, asked: 2, missing: 1 });
  expect(report.unknown).toEqual([{ series: 'Frost', reason: 'half an answer' }]);
  expect(next.asked).toBe(1);
});

test('a catalogue that is away ends the run; what was done before is kept', async () => {
  await scan(
    em(),
    createShelf([
      emberItem('1'),
      buildItem('f', { series: [{ name: 'Frost', sequence: '1' }], asin: 'F1' }),
    ]),
  );
  const away = {
    ...createCatalogue(volumes('1', '2')),
    product: () => Promise.reject(new ExternalError('audible', 'unreachable', 'away')),
  };

  await expect(complete(em(), away)).rejects.toThrow('away');

  expect(await gaps(em())).toEqual({ 2: 'identified' });
});
