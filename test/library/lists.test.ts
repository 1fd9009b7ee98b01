import { beforeEach, expect, test } from 'vitest';
import { findBooks } from '../../src/library/find-books.ts';
import { listGaps } from '../../src/library/list-gaps.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  buildItem,
  complete,
  createCatalogue,
  createShelf,
  emberItem,
  emberProduct,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

beforeEach(async () => {
  await scan(
    em(),
    createShelf([
      emberItem('1'),
      buildItem('a', { title: '1984', authors: ['Li Wei'] }),
      buildItem('b', { title: '100% Salt_Road', narrators: ['Mia Ström'] }),
    ]),
  );
});

const find = async (text: string, limit = 10, offset = 0) => {
  const { rows, total } = await findBooks(em(), { text, limit, offset });
  return { titles: rows.map(({ title }) => title), total };
};

test.each([
  ['nothing finds all, by title', '', ['100% Salt_Road', '1984', 'Ember Volume 1']],
  ['every word has to be there', 'ember ward', ['Ember Volume 1']],
  ['a word that is not there finds nothing', 'ember wei', []],
  ['narrators count', 'ström', ['100% Salt_Road']],
  ['signs of patterns are plain letters', '%', ['100% Salt_Road']],
  ['signs of patterns are plain letters', 'Salt_', ['100% Salt_Road']],
  ['the number of a book', '1', ['Ember Volume 1']],
  ['a title that is a number', '1984', ['1984']],
  ['quotes are plain letters', `it's "`, []],
])('books are found: %s', async (_, text, titles) => {
  expect(await find(text)).toEqual({ titles, total: titles.length });
});

test('books come page by page with the whole count; those that are gone are left out', async () => {
  await em().execute(`update books set status = 'archived' where title = '1984'`);

  expect(await find('', 1, 1)).toEqual({ titles: ['Ember Volume 1'], total: 2 });
});

test('gaps are listed by position, with what is known of each; owned and hidden ones are not', async () => {
  const places = ['1', '2', '2.5', '3', '4', '10', '11'];
  const volumes = places.map((place) => emberProduct(place));
  volumes.push(emberProduct('12', { releaseDate: '2030-01-01' }));
  await complete(em(), createCatalogue(volumes));
  await em().execute(`update missing_books set is_wanted = true where series_number = '2'`);
  await em().execute(
    `update missing_books set download_status = 'hidden' where series_number = '3'`,
  );
  await em().execute(
    `update missing_books set download_status = 'completed' where series_number = '4'`,
  );

  const list = await listGaps(em(), { limit: 50, offset: 0 });

  expect(list).toMatchObject({ total: 5, series: 1 });
  expect(list.rows.map(({ position, state }) => `${position} ${state}`)).toEqual([
    '2 wanted',
    '2.5 unsure',
    '10 missing',
    '11 missing',
    '12 upcoming',
  ]);
  expect((await listGaps(em(), { series: 'EMBER', limit: 1, offset: 2 })).rows).toMatchObject([
    { position: '10', title: 'Ember Volume 10', asin: 'B10', releaseDate: '2020-01-01' },
  ]);
  expect(await listGaps(em(), { series: '1', limit: 9, offset: 0 })).toMatchObject({ total: 5 });
  expect(await listGaps(em(), { series: 'Frost', limit: 9, offset: 0 })).toMatchObject({
    total: 0,
  });
});
