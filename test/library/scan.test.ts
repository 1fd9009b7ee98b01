import { expect, test } from 'vitest';
import { useDatabase } from '../support/use-database.ts';
import { buildItem, createShelf, daysLater, emberItem, now, scan } from './shelf.ts';

const { em } = useDatabase();

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => buildItem(`b${n + from}`));

async function snapshot() {
  // `xmin` shows that a row was not even written.
  const read = (table: string) => em().execute(`select *, xmin::text from ${table} order by 1, 2`);
  return {
    books: await em().execute(`select *, null as seen_at from books order by id`),
    authors: await read('authors'),
    series: await read('series'),
    bookAuthors: await read('book_authors'),
    bookSeries: await read('book_series'),
  };
}

test('a scan stores books with their authors and series', async () => {
  const shelf = createShelf([
    emberItem('1', { authors: ['Anna Ward', 'Li Wei'], subtitle: 'A Tale', asin: 'B1' }),
    emberItem('2'),
    buildItem('solo', { authors: ['Li Wei'], durationSeconds: null, bitrateKbps: null }),
  ]);

  const report = await scan(em(), shelf);

  expect(report).toEqual({
    books: 3,
    newBookIds: [1, 2, 3],
    duplicates: 0,
    gone: 0,
    unreadable: [],
    holdsGaps: false,
  });
  expect(await em().execute('select * from books order by id')).toMatchObject([
    {
      abs_id: 'e1',
      title: 'Ember Volume 1',
      subtitle: 'A Tale',
      author: 'Anna Ward, Li Wei',
      series: 'Ember',
      series_number: '1',
      narrator: 'Tom Reed',
      asin: 'B1',
      duration_minutes: 600,
      is_abridged: false,
      date_added: now,
      status: 'active',
      import_source: 'user_import',
      seen_at: now,
    },
    { abs_id: 'e2', series_number: '2' },
    { abs_id: 'solo', series: null, duration_minutes: null, bitrate_kbps: null },
  ]);
  expect(await em().execute('select name, audiobooks_owned from authors order by name')).toEqual([
    { name: 'Anna Ward', audiobooks_owned: 2 },
    { name: 'Li Wei', audiobooks_owned: 2 },
  ]);
  expect(await em().execute('select name, author, books_owned, monitor from series')).toEqual([
    { name: 'Ember', author: 'Anna Ward', books_owned: 2, monitor: 'none' },
  ]);
});

test('a second scan of the same library changes nothing', async () => {
  const shelf = createShelf([emberItem('1'), emberItem('2'), ...many(5)]);
  await scan(em(), shelf);
  const first = await snapshot();

  const report = await scan(em(), shelf, { now: daysLater(1) });

  expect(report).toMatchObject({ books: 7, newBookIds: [], gone: 0 });
  expect(await snapshot()).toEqual(first);
});

test('a book that was edited in the library is stored anew, with its links', async () => {
  const shelf = createShelf([emberItem('1')]);
  await scan(em(), shelf);

  shelf.items = [
    buildItem('e1', { authors: ['Li Wei'], series: [{ name: 'Frost', sequence: '3' }] }),
  ];
  await scan(em(), shelf, { now: daysLater(1) });

  expect(await em().execute('select title, author, series, series_number from books')).toEqual([
    { title: 'Title e1', author: 'Li Wei', series: 'Frost', series_number: '3' },
  ]);
  expect(await em().execute('select name, books_owned from series order by name')).toEqual([
    { name: 'Ember', books_owned: 0 },
    { name: 'Frost', books_owned: 1 },
  ]);
});

test('a book that gets another number in its series has that one alone', async () => {
  const shelf = createShelf([emberItem('1'), emberItem('2')]);
  await scan(em(), shelf);

  const series = [{ name: 'Ember', sequence: '7' }];
  shelf.items = [buildItem('e1', { authors: ['Anna Ward'], series }), emberItem('2')];
  await scan(em(), shelf, { now: daysLater(1) });

  expect(await em().execute('select book_id, position from book_series order by 1')).toEqual([
    { book_id: 1, position: '7' },
    { book_id: 2, position: '2' },
  ]);
});

test('series of the same name by two authors stay apart', async () => {
  const foundation = (id: string, author: string) =>
    buildItem(id, { authors: [author], series: [{ name: 'Foundation', sequence: '1' }] });

  await scan(em(), createShelf([foundation('a', 'Anna Ward'), foundation('b', 'Li Wei')]));

  expect(
    await em().execute('select name, author, books_owned from series order by author'),
  ).toEqual([
    { name: 'Foundation', author: 'Anna Ward', books_owned: 1 },
    { name: 'Foundation', author: 'Li Wei', books_owned: 1 },
  ]);
});

test('spellings of one author and one series become one row', async () => {
  const shelf = createShelf([
    buildItem('a', { authors: ['J. K. Ash'], series: [{ name: 'The Ember Saga', sequence: '1' }] }),
    buildItem('b', { authors: ['J.K. Ash'], series: [{ name: 'Ember', sequence: '2' }] }),
  ]);

  await scan(em(), shelf);

  expect(await em().execute('select audiobooks_owned from authors')).toEqual([
    { audiobooks_owned: 2 },
  ]);
  expect(await em().execute('select books_owned from series')).toEqual([{ books_owned: 2 }]);
});

test.each([
  ['NUL', 'Salt\0 Road', 'Salt Road'],
  ['half a character', 'Salt\ud83c Road', 'Salt\ufffd Road'],
  ['quotes', `The "Salt" Road's \\ end`, `The "Salt" Road's \\ end`],
  ['what looks like a parameter', 'Who? ?? $1 :now', 'Who? ?? $1 :now'],
  ['letters of all kinds', 'Ünï \u{1f3a7} 道', 'Ünï \u{1f3a7} 道'],
])('a title with %s is stored', async (_, title, stored) => {
  const names = {
    authors: [title],
    narrators: [title],
    series: [{ name: title, sequence: title }],
  };

  await scan(em(), createShelf([buildItem('a', { title, description: title, ...names })]));

  expect(await em().execute('select title, author, series, description from books')).toEqual([
    { title: stored, author: stored, series: stored, description: stored },
  ]);
});

test('figures that no book can have are unknown instead of stopping the scan', async () => {
  const broken = { durationSeconds: 9e15, chapterCount: 9e15 };

  const report = await scan(em(), createShelf([buildItem('a', broken), buildItem('b')]));

  expect(report.books).toBe(2);
  expect(
    await em().execute('select duration_minutes, chapter_count from books order by id'),
  ).toEqual([
    { duration_minutes: null, chapter_count: null },
    { duration_minutes: 600, chapter_count: 30 },
  ]);
});

test('two thousand books are stored in one go', async () => {
  const items = Array.from({ length: 2000 }, (_, n) =>
    buildItem(`b${n}`, {
      title: `Book ${n}'s "tale"?`,
      authors: [`Author ${n % 300}`],
      series: n % 3 ? [{ name: `Series ${n % 300}`, sequence: String(n) }] : [],
    }),
  );

  const report = await scan(em(), createShelf(items));

  expect(report).toMatchObject({ books: 2000, gone: 0 });
  expect(report.newBookIds).toHaveLength(2000);
  const counts = await em().execute(
    `select (select count(*) from books) as books, (select count(*) from authors) as authors,
            (select count(*) from series) as series, (select sum(books_owned) from series) as owned`,
  );
  expect(counts).toEqual([{ books: 2000, authors: 300, series: 200, owned: 1333 }]);
});
