import { expect, test } from 'vitest';
import { noteArrivals } from '../../src/library/arrivals.ts';
import { requestBook } from '../../src/library/request-book.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildItem, createShelf, daysLater, now, policy, scan, type Shelf } from './shelf.ts';

const { em } = useDatabase();

const request = (title: string, author: string) =>
  em().transactional((inner) => requestBook(inner, { title, author, actor: 'Ada', now }));

async function states(): Promise<unknown[]> {
  return await em().execute(
    `select m.title, m.download_status as status, b.abs_id as book
       from missing_books m left join books b on b.id = m.book_id order by m.id`,
  );
}

const later = (shelf: Shelf) => scan(em(), shelf, { now: daysLater(1) });

test('a scan closes every request whose book stands on the shelf, under any spelling', async () => {
  const shelf = createShelf([buildItem('first')]);
  await scan(em(), shelf);
  await request('The Colour of Salt', 'J. R. Holt');
  await request('Two Hundred Nights', 'Lucy Hill');
  await request('Salt', 'Tom Reed');
  await request('Smoke', 'Anna Ward');
  shelf.items.push(
    buildItem('a', { title: 'Color of Salt (Unabridged)', authors: ['J.R. Holt', 'Tom Reed'] }),
    buildItem('b', { title: '200 Nights: A Novel', authors: ['Lucy Maud Hill'] }),
    buildItem('c', { title: 'Salt' }),
    buildItem('d', { title: 'Smoke 2' }),
  );

  await later(shelf);

  expect(await states()).toEqual([
    { title: 'The Colour of Salt', status: 'completed', book: 'a' },
    { title: 'Two Hundred Nights', status: 'completed', book: 'b' },
    { title: 'Salt', status: 'identified', book: null },
    { title: 'Smoke', status: 'identified', book: null },
  ]);
});

test('of two books of one title the one that came first closes the request', async () => {
  const shelf = createShelf([buildItem('first')]);
  await scan(em(), shelf);
  await request('Salt', 'Anna Ward');
  shelf.items.push(buildItem('a', { title: 'Salt' }), buildItem('b', { title: 'Salt' }));

  await later(shelf);

  expect(await states()).toEqual([{ title: 'Salt', status: 'completed', book: 'a' }]);
});

test('an arrival closes its request at once', async () => {
  const shelf = createShelf([buildItem('first')]);
  await scan(em(), shelf);
  await request('Salt', 'Anna Ward');
  shelf.items.push(buildItem('a', { title: 'Salt' }));

  await noteArrivals(em(), shelf, { libraryId: undefined, policy, now: daysLater(1) });

  expect(await states()).toEqual([{ title: 'Salt', status: 'completed', book: 'a' }]);
});

test('a book is known to be owned under the spelling of another country', async () => {
  await scan(em(), createShelf([buildItem('a', { title: 'The Armour of Salt' })]));

  expect(await request('The Armor of Salt', 'Anna Ward')).toMatchObject({ kind: 'owned' });
});

test('a book of one word is known to be owned as it is spelled', async () => {
  await scan(em(), createShelf([buildItem('a', { title: 'Armour' })]));

  expect(await request('Armour', 'Anna Ward')).toMatchObject({ kind: 'owned' });
});
