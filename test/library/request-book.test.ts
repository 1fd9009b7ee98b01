import { expect, test } from 'vitest';
import { requestBook } from '../../src/library/request-book.ts';
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

const request = (title: string, author?: string, actor = 'Ada') =>
  em().transactional((inner) => requestBook(inner, { title, author, actor, now }));

/** Volume 1 of Ember on the shelf; 2 is a gap. */
async function ownFirst() {
  await scan(em(), createShelf([emberItem('1'), buildItem('salt', { title: 'The Salt Road' })]));
  await complete(em(), createCatalogue([emberProduct('1'), emberProduct('2')]));
}

test.each([
  ['by its number', '1', undefined],
  ['by its title', 'ember, volume 2', undefined],
  ['by title and author', 'Ember Volume Two', 'Ward, Anna'],
])(
  'a known gap is requested %s: it is wanted before others and searched at once',
  async (_, title, author) => {
    await ownFirst();

    const outcome = await request(title, author);

    expect(outcome).toEqual({ kind: 'requested', title: 'Ember Volume 2', missing: 1, book: null });
    expect(await em().execute('select * from missing_books')).toMatchObject([
      {
        is_wanted: true,
        priority: 1,
        requested_by: 'Ada',
        next_search_at: now,
        snoozed_until: null,
      },
    ]);
    expect(await em().execute('select task_name, cause from tasks')).toEqual([
      { task_name: 'queue', cause: 'event' },
    ]);
  },
);

test('a book of no known series is requested by title and author', async () => {
  const outcome = await request('The Glass Sea', 'Li Wei');

  expect(outcome).toEqual({ kind: 'requested', title: 'The Glass Sea', missing: 1, book: null });
  expect(await em().execute('select * from missing_books')).toMatchObject([
    {
      title: 'The Glass Sea',
      author_name: 'Li Wei',
      reason_missing: 'request',
      download_status: 'identified',
      is_wanted: true,
      identified_date: now,
    },
  ]);
});

test('a second request joins the first, under any spelling', async () => {
  const first = await request('The Café of Glass', 'J. R. Wei');

  const others = [
    await request('Cafe of Glass', 'J.R. Wei', 'Ben'),
    await request('the café of glass (Unabridged)', 'J. R. Wei', 'Ben'),
    await request(String(first.missing), undefined, 'Ben'),
  ];

  expect(others.map(({ kind, missing }) => [kind, missing])).toEqual([
    ['joined', 1],
    ['joined', 1],
    ['joined', 1],
  ]);
  expect(await em().execute('select requested_by from missing_books')).toEqual([
    { requested_by: 'Ada' },
  ]);
});

test('five people who ask for a book at the same time share one request', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, (_, n) => request('The Glass Sea', 'Li Wei', `P${n}`)),
  );

  expect(new Set(outcomes.map(({ missing }) => missing)).size).toBe(1);
  expect(await gaps(em())).toEqual({ 'The Glass Sea': 'identified wanted' });
});

test.each([
  ['The Salt Road', 'Anna Ward'],
  ['Salt Road (Unabridged)', 'Ward, Anna'],
  ['Sált Roád', 'A. Ward'],
])('a book on the shelf is not requested: %s by %s', async (title, author) => {
  await ownFirst();

  const outcome = await request(title, author);

  expect(outcome).toEqual({ kind: 'owned', title: 'The Salt Road', missing: null, book: 2 });
  expect(await em().execute('select id from tasks')).toEqual([]);
});

test('the same title by another author is another book', async () => {
  await ownFirst();

  expect(await request('The Salt Road', 'Li Wei')).toMatchObject({ kind: 'requested' });
});

test('a title that is a number is a title when the author is named', async () => {
  await ownFirst();

  const outcome = await request('1', 'Li Wei');

  expect(outcome).toEqual({ kind: 'requested', title: '1', missing: 2, book: null });
});

test('a gap that is on the shelf by now is said to be owned', async () => {
  await ownFirst();
  await em().execute(`update missing_books set download_status = 'completed'`);

  expect(await request('1')).toEqual({
    kind: 'owned',
    title: 'Ember Volume 2',
    missing: 1,
    book: null,
  });
});

test('a book that was taken off the shelf can be requested again', async () => {
  await ownFirst();
  await em().execute(`update books set status = 'archived' where abs_id = 'salt'`);
  await em().execute(
    `update missing_books set download_status = 'completed',
            book_id = (select id from books where abs_id = 'salt')`,
  );

  expect(await request('1')).toMatchObject({ kind: 'requested' });
  expect(await gaps(em())).toEqual({ 2: 'identified wanted' });
});

test.each([
  ["The Lion's 2", 'the lions two'],
  ['Three', '3'],
])('a book on the shelf is recognised under another spelling: %s', async (stored, asked) => {
  await scan(em(), createShelf([buildItem('a', { title: stored })]));

  expect(await request(asked, 'Anna Ward')).toMatchObject({ kind: 'owned', title: stored });
});

test.each(['hidden', 'unsure', 'failed'])(
  'a book that was %s is searched again',
  async (status) => {
    await ownFirst();
    await em().execute('update missing_books set download_status = ?', [status]);

    expect(await request('1')).toMatchObject({ kind: 'requested' });
    expect(await gaps(em())).toEqual({ 2: 'identified wanted' });
  },
);

test('an announced book that was requested is wanted when it is out', async () => {
  await scan(em(), createShelf([emberItem('1')]));
  const catalogue = createCatalogue([
    emberProduct('1'),
    emberProduct('2', { releaseDate: '2026-06-20' }),
  ]);
  await complete(em(), catalogue);

  await request('1');
  const early = await gaps(em());
  await complete(em(), catalogue, { now: daysLater(5) });

  expect([early, await gaps(em())]).toEqual([
    { 2: 'announced wanted' },
    { 2: 'identified wanted' },
  ]);
});

test('a title alone that nobody knows asks for the author', async () => {
  await expect(request('The Glass Sea')).rejects.toMatchObject({
    code: 'bad_input',
    message: 'No missing book is called "The Glass Sea".',
    hint: 'Name its author too: request title:"The Glass Sea" author:"…"',
  });
});

test('a requested book that comes to the shelf by another way is done', async () => {
  const shelf = createShelf([emberItem('1')]);
  await scan(em(), shelf);
  await request('The Glass Sea', 'Li Wei');
  shelf.items.push(buildItem('glass', { title: 'Glass Sea', authors: ['Li Wei'] }));

  await scan(em(), shelf, { now: daysLater(1) });

  expect(await gaps(em())).toEqual({ 'The Glass Sea': 'completed' });
});
