import { expect, test } from 'vitest';
import { noteArrivals } from '../../src/library/arrivals.ts';
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
const catalogue = createCatalogue(['1', '2', '3'].map((place) => emberProduct(place)));
const arrive = (shelf: ReturnType<typeof createShelf>) =>
  noteArrivals(em(), shelf, { libraryId: undefined, policy, now: daysLater(1) });

/** A library with volume 1, its gaps 2 and 3 stored and proposed. */
async function ownFirst() {
  const shelf = createShelf([emberItem('1')]);
  await scan(em(), shelf);
  await complete(em(), catalogue);
  await em().execute(`update missing_books set is_wanted = true`);
  await em().execute(
    `insert into proposals (missing_book_id, status) select id, 'open' from missing_books`,
  );
  return shelf;
}

test.each([
  ['its number', emberItem('2')],
  ['its number with zeros', buildItem('x', { series: [{ name: 'Ember', sequence: '02.0' }] })],
  ['its ASIN', buildItem('x', { asin: 'B2', series: [{ name: 'Ember', sequence: null }] })],
  [
    'its title',
    buildItem('x', { title: 'Ember, Volume 2', series: [{ name: 'Ember', sequence: null }] }),
  ],
  ['an omnibus', buildItem('x', { series: [{ name: 'Ember', sequence: '1-2' }] })],
])('a gap is closed by a book known by %s', async (_, item) => {
  const shelf = await ownFirst();
  shelf.items.push(item);

  await scan(em(), shelf, { now: daysLater(1) });
  await complete(em(), catalogue, { now: daysLater(1) });

  expect(await gaps(em())).toEqual({ 2: 'completed', 3: 'identified wanted' });
  expect(
    await em().execute(
      `select m.series_number, b.abs_id from missing_books m join books b on b.id = m.book_id`,
    ),
  ).toEqual([{ series_number: '2', abs_id: item.id }]);
});

test('a new book closes its gap as soon as it arrives, and is named', async () => {
  const shelf = await ownFirst();
  shelf.items.push(emberItem('2'));

  const arrived = await arrive(shelf);
  const again = await arrive(shelf);

  expect([arrived, again]).toEqual([[{ title: 'Ember Volume 2' }], []]);
  expect(await gaps(em())).toEqual({ 2: 'completed', 3: 'identified wanted' });
  expect(await em().execute('select books_owned, books_missing from series')).toEqual([
    { books_owned: 2, books_missing: 1 },
  ]);
});

test('before the first scan nothing is an arrival', async () => {
  expect(await arrive(createShelf([emberItem('1')]))).toEqual([]);
  expect(await em().execute('select id from books')).toEqual([]);
});

test('a number that the library gives to another volume leaves its gap unsure, time after time', async () => {
  const misnumbered = emberItem('2', { title: 'Ember Volume 3', asin: 'B3' });
  await scan(em(), createShelf([emberItem('1'), misnumbered]));

  const states: unknown[] = [];
  for (const day of [0, 1, 2]) {
    await complete(em(), catalogue, { now: daysLater(day) });
    states.push(await gaps(em()));
  }

  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
  expect(states[0]).not.toHaveProperty('2', 'completed');
});

test('a book that is taken off the shelf is missing again, but nobody is asked about it', async () => {
  const shelf = await ownFirst();
  shelf.items.push(emberItem('2'));
  await scan(em(), shelf, { now: daysLater(1) });
  await complete(em(), catalogue, { now: daysLater(1) });
  shelf.items.pop();

  await scan(em(), shelf, { now: daysLater(2), acceptsDrop: true });
  await complete(em(), catalogue, { now: daysLater(2) });

  expect(await gaps(em())).toEqual({ 2: 'identified', 3: 'identified wanted' });
});

test('an imported book that the library does not show yet stays closed', async () => {
  await ownFirst();
  await em().execute(
    `update missing_books set download_status = 'completed', is_wanted = false where series_number = '2'`,
  );

  await complete(em(), catalogue, { now: daysLater(1) });

  expect(await gaps(em())).toEqual({ 2: 'completed', 3: 'identified wanted' });
});

test('when the last owned book of a series goes, its gaps go with it', async () => {
  const shelf = createShelf([emberItem('1'), buildItem('solo')]);
  await scan(em(), shelf);
  await complete(em(), catalogue);
  shelf.items = [buildItem('solo')];

  await scan(em(), shelf, { now: daysLater(1), acceptsDrop: true });
  await complete(em(), catalogue, { now: daysLater(1) });

  expect(await gaps(em())).toEqual({});
});

test('titles of the catalogue with NUL or half a character are stored', async () => {
  await scan(em(), createShelf([emberItem('1')]));
  const odd = emberProduct('2', { title: 'Em\0ber \ud83c', narrators: ['To\0m'] });

  await complete(em(), createCatalogue([emberProduct('1'), odd]), { now });

  expect(await em().execute('select title, narrators from missing_books')).toEqual([
    { title: 'Ember \ufffd', narrators: ['Tom'] },
  ]);
});
