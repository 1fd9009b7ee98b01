import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../src/importers/csv.ts';
import { readList } from '../../src/importers/read-list.ts';

/** `Title | Author | series #position | asin` of each book, with what was left out. */
function read(text: string): string[] {
  const list = readList(text);
  if (list.kind === 'problem') return [list.text];
  if (list.kind === 'feeds') return [...list.feeds, `${list.others} others`];
  const books = list.books.map(({ title, author, series, position, asin }) =>
    [title, author, series && `${series} #${position}`, asin].filter(Boolean).join(' | '),
  );
  return [list.source, ...books, `skipped ${list.skipped}, unreadable ${list.unreadable}`];
}

const goodreads = `Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Bookshelves,Exclusive Shelf
1,"The Salt Road (Ember, #3)",Anna  Ward,"Ward, Anna",,"=""0306406152""","=""9780306406157""",0,to-read,to-read
2,"Glass, ""Broken""",Li Wei,"Wei, Li",Bo Ek,"=""""","=""""",5,,read
3,Ash,Bo Ek,"Ek, Bo",,,,0,,currently-reading
4,,Bo Ek,,,,,0,,to-read`;

test('a Goodreads export: what is to be read, without what was read', () => {
  expect(read(goodreads)).toEqual([
    'table',
    'The Salt Road | Anna Ward | Ember #3',
    'skipped 2, unreadable 1',
  ]);
});

test('a Hardcover export, in any order of its columns', () => {
  const text =
    'Status;Authors;Title;ASIN\nWant to Read;Anna Ward, Li Wei;Ash;b000000001\nRead;Bo;Oak;';

  expect(read(text)).toEqual(['table', 'Ash | Anna Ward | B000000001', 'skipped 1, unreadable 0']);
});

test.each([
  ['Ward, Anna', 'Anna Ward'],
  ['Anna Ward, Li Wei', 'Anna Ward'],
  ['Anna Ward; Wei, Li', 'Anna Ward'],
])('of the authors "%s" the first is taken', (authors, author) => {
  expect(read(`title,author\nAsh,"${authors}"`)).toContain(`Ash | ${author}`);
});

test.each([
  ['title and author', 'Ash\tAnna Ward\nBirch\tLi Wei\nash\tanna ward'],
  ['"title by author"', 'Ash by Anna Ward\r\n\r\nBirch by Li Wei\r\n'],
])('lines of %s, each book once', (_, text) => {
  expect(read(text).slice(1)).toHaveLength(3);
  expect(read(text)).toContain('Birch | Li Wei');
});

test('a wishlist of AudioBookRequest, without what it has downloaded', () => {
  const book = (title: string, downloaded: boolean) => ({
    book: { asin: 'B000000001', title, subtitle: null, authors: ['Anna Ward'], downloaded },
    requests: [{ asin: 'B000000001', user_username: 'mia' }],
  });

  expect(read(JSON.stringify([book('Ash', false), book('Oak', true), 7]))).toEqual([
    'AudioBookRequest',
    'Ash | Anna Ward | B000000001',
    'skipped 1, unreadable 1',
  ]);
});

test('the feed of a Goodreads shelf', () => {
  const item = (title: string, author: string) =>
    `<item><title><![CDATA[${title}]]></title><author_name>${author}</author_name><book><title>x</title></book></item>`;
  const xml = `<?xml version="1.0"?><rss version="2.0"><channel><title>Mia's bookshelf</title>${item('Ash &amp; Oak', 'x')}${item('The Salt Road (Ember, #3)', 'Anna Ward')}</channel></rss>`;

  expect(read(xml)).toContain('The Salt Road | Anna Ward | Ember #3');
});

test('a configuration of MLM: the shelves it follows', () => {
  const url = 'https://www.goodreads.com/review/list_rss/1?key=k&shelf=to-read';
  const text = `mam_id = "secret"\nunsat_buffer = 10\n[[goodreads_list]]\nurl = "${url}"\nname = "x"\n[[goodreads_list.grab]]\ncost = "free"\n[[notion_list]]\napi_key = "k"\n`;

  expect(read(text)).toEqual([url, '1 others']);
});

test.each([
  ['', 'The list is empty'],
  ['<html><p>hello</p></html>', 'This is neither a feed nor a table'],
  ['{"a": 1}', 'This JSON is no list of books'],
  ['[[autograb]]\ntype = "new"', 'This configuration follows no Goodreads shelf'],
  ['[[goodreads_list]]\nurl = ', 'This TOML cannot be read'],
])('%j is refused with what it is', (text, problem) => {
  expect(read(text)).toEqual([problem]);
});

test('whatever is brought is read as something, and no book lacks a title or an author', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const list = readList(text);
      const books = list.kind === 'books' ? list.books : [];
      expect(books.filter(({ title, author }) => title === '' || author === '')).toEqual([]);
    }),
  );
});

test('a table is read back as it was written', () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '').trim());
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const isPlain = (text: string) => !text.startsWith('="');
  const rows = fc.array(fc.array(cell.filter(isPlain), { minLength: 2, maxLength: 4 }));

  fc.assert(
    fc.property(rows, (table) => {
      const text = ['"a","b"', ...table.map((row) => row.map(quote).join(','))].join('\n');
      const filled = table.filter((row) => row.some((one) => one !== ''));
      expect(readCsv(text).slice(1)).toEqual(filled);
    }),
  );
});
