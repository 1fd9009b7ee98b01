import { expect, test } from 'vitest';
import { unreadableBooks } from '../../src/health/library-check.ts';
import { noteArrivals } from '../../src/library/arrivals.ts';
import { lastScan } from '../../src/library/last-scan.ts';
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
  policy,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

const volumes = () => createCatalogue(['1', '2', '3'].map((place) => emberProduct(place)));

async function statusOf(id: string): Promise<string | undefined> {
  const [row] = await em().execute<{ status: string }[]>(
    'select status from books where abs_id = ?',
    [id],
  );
  return row?.status;
}

test('a book that cannot be read any more stays as it was known, and the others are read', async () => {
  const shelf = createShelf([emberItem('1'), emberItem('2')]);
  await scan(em(), shelf);
  shelf.items = [emberItem('1'), buildItem('new')];
  shelf.reading = { total: 3, unreadable: [{ id: 'e2', title: 'Ember Volume 2' }] };

  const report = await scan(em(), shelf, { now: daysLater(1) });

  expect(report).toMatchObject({ books: 2, gone: 0, unreadable: ['Ember Volume 2'] });
  expect(report.holdsGaps).toBe(false);
  expect(await statusOf('e2')).toBe('active');
  expect(await statusOf('new')).toBe('active');
});

test('a row without an id may be any book, so none is taken for gone', async () => {
  const shelf = createShelf([emberItem('1'), emberItem('2')]);
  await scan(em(), shelf);
  shelf.items = [emberItem('1')];
  shelf.reading = { total: 2, unreadable: [{ id: null, title: null }] };

  const report = await scan(em(), shelf, { now: daysLater(1) });

  expect(report).toMatchObject({ gone: 0, unreadable: ['a row without id'], holdsGaps: true });
  expect(await statusOf('e2')).toBe('active');
});

test('while an unknown book cannot be read new gaps are unsure, and known ones stay', async () => {
  const shelf = createShelf([emberItem('1')]);
  await scan(em(), shelf);
  await em().execute(`update series set monitor = 'all'`);
  const catalogue = createCatalogue(['1', '2'].map((place) => emberProduct(place)));
  await complete(em(), catalogue);
  catalogue.volumes.push(emberProduct('3'));
  const later = daysLater(40);

  const held = await complete(em(), catalogue, { now: later, holdsNew: true });

  expect(held).toMatchObject({ missing: 1, unsure: 1 });
  expect(await gaps(em())).toEqual({ '2': 'identified wanted', '3': 'unsure' });

  await complete(em(), catalogue, { now: daysLater(80) });

  expect(await gaps(em())).toEqual({ '2': 'identified wanted', '3': 'identified wanted' });
});

test('an arrival does not free the gaps that the last scan holds', async () => {
  const shelf = createShelf([emberItem('1')]);
  await scan(em(), shelf);
  await complete(em(), volumes(), { holdsNew: true });
  await em().execute(
    `insert into tasks (task_name, status, cause, task_metadata)
     values ('library-scan', 'completed', 'schedule', '{"unreadable": ["x"], "holdsGaps": true}')`,
  );
  shelf.items.push(emberItem('2'));

  await noteArrivals(em(), shelf, { libraryId: undefined, policy, now });

  expect(await lastScan(em())).toEqual({ unreadable: ['x'], holdsGaps: true });
  expect(await gaps(em())).toEqual({ '2': 'completed', '3': 'unsure' });
});

test('status names the books that could not be read', async () => {
  expect(await unreadableBooks(em())).toEqual([]);
  await em().execute(
    `insert into tasks (task_name, status, cause, task_metadata)
     values ('library-scan', 'completed', 'schedule',
             '{"unreadable": ["Salt", "Ember", "Ash", "Smoke"], "holdsGaps": true}')`,
  );

  expect(await unreadableBooks(em())).toMatchObject([
    {
      area: 'library',
      text: '4 of the books in Audiobookshelf could not be read: Salt, Ember, Ash and others; new gaps stay unsure until they can',
    },
  ]);
});
