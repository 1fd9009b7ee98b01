import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildItem, createShelf, daysLater, emberItem, scan } from './shelf.ts';

const { em } = useDatabase();

const many = (count: number) => Array.from({ length: count }, (_, n) => buildItem(`b${n}`));
const later = { now: daysLater(1) };

/** `id: status` of every book. */
async function statuses(): Promise<Record<string, string>> {
  const rows = await em().execute<{ abs_id: string; status: string }[]>(
    'select abs_id, status from books order by id',
  );
  return Object.fromEntries(rows.map((row) => [row.abs_id, row.status]));
}

test('a reading that is not complete is refused and changes nothing', async () => {
  const shelf = createShelf(many(20));
  await scan(em(), shelf);
  shelf.items = [buildItem('b0', { title: 'Changed' })];
  shelf.reading = { total: 20, isComplete: false };

  const refusal = scan(em(), shelf, { ...later, acceptsDrop: true });

  await expect(refusal).rejects.toThrow(
    'Audiobookshelf promised 20 books and showed 1; nothing was changed',
  );
  await expect(refusal).rejects.toThrow(ExternalError);
  expect(new Set(Object.values(await statuses()))).toEqual(new Set(['active']));
  expect(await em().execute(`select 1 from books where title = 'Changed'`)).toEqual([]);
});

test.each([
  ['nothing', 20, 0],
  ['a tenth and one less', 20, 17],
  ['one of three less', 3, 2],
])('a library that shows %s is not believed', async (_, before, after) => {
  await scan(em(), createShelf(many(before)));
  const known = await statuses();

  const refusal = scan(em(), createShelf(many(after)), later);

  await expect(refusal).rejects.toThrow(
    `Audiobookshelf shows ${after} books, ${before} were known: a drop of more than 10 % is not believed. If it is right, confirm it: run library-scan confirm:true`,
  );
  expect(await statuses()).toEqual(known);
});

test.each([10, 20, 30, 70, 110, 190])(
  'a drop of exactly a tenth of %i is believed',
  async (count) => {
    await scan(em(), createShelf(many(count)));

    const report = await scan(em(), createShelf(many(count * 0.9)), later);

    expect(report.gone).toBe(count / 10);
  },
);

test('files that Audiobookshelf misses count as gone, so a lost disk is not believed', async () => {
  await scan(em(), createShelf(many(20)));
  const lost = many(20).map((item) => ({ ...item, isMissing: true }));

  await expect(scan(em(), createShelf(lost), later)).rejects.toThrow('shows 0 books');

  expect(Object.values(await statuses())).not.toContain('archived');
});

test('a drop that a person confirms is taken over', async () => {
  await scan(em(), createShelf(many(4)));

  const report = await scan(em(), createShelf(many(1)), { ...later, acceptsDrop: true });

  expect(report).toMatchObject({ books: 1, gone: 3 });
  expect(await statuses()).toEqual({
    b0: 'active',
    b1: 'archived',
    b2: 'archived',
    b3: 'archived',
  });
});

test('a book that is gone is archived, and active again when it is back, under its old number', async () => {
  const shelf = createShelf([emberItem('1'), ...many(19)]);
  await scan(em(), shelf);
  shelf.items = many(19);
  const gone = await scan(em(), shelf, later);
  const away = await em().execute('select books_owned from series');
  shelf.items = [emberItem('1'), ...many(19)];

  const back = await scan(em(), shelf, { now: daysLater(2) });

  expect([gone.gone, away]).toEqual([1, [{ books_owned: 0 }]]);
  expect(back).toMatchObject({ newBookIds: [], gone: 0 });
  expect(await em().execute(`select id, status from books where abs_id = 'e1'`)).toEqual([
    { id: 1, status: 'active' },
  ]);
  expect(await em().execute('select books_owned from series')).toEqual([{ books_owned: 1 }]);
});

test('a scan that is cut off in the middle leaves the library as it was', async () => {
  const shelf = createShelf(many(10));
  await scan(em(), shelf);
  await em().execute(
    'alter table books add constraint in_the_way check (title <> ?)'.replace('?', `'New'`),
  );
  shelf.items = [...many(10), buildItem('late', { title: 'New' })];

  await expect(scan(em(), shelf, later)).rejects.toThrow('in_the_way');

  expect(Object.keys(await statuses())).toHaveLength(10);
  await em().execute('alter table books drop constraint in_the_way');
});

test('the configured library is read, and its absence is said with the names there are', async () => {
  const shelf = createShelf(many(1));

  await expect(scan(em(), shelf, { libraryId: 'other' })).rejects.toThrow(
    'Audiobookshelf has no library other (it has: Podcasts = pods, Books = lib); check ABS_LIBRARY_ID',
  );
  expect(await scan(em(), shelf, { libraryId: 'lib' })).toMatchObject({ books: 1 });
});
