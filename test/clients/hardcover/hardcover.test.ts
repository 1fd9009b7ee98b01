import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHardcover, type Hardcover } from '../../../src/clients/hardcover/index.ts';
import {
  type HardcoverServer,
  type ListedBook,
  startHardcover,
} from '../../../src/sandbox/hardcover.ts';

let server: HardcoverServer;
let hardcover: Hardcover;
let turns = 0;

const book = (id: number, changes: Partial<ListedBook> = {}): ListedBook => ({
  id,
  title: `Ember ${id}`,
  author: 'Anna Ward',
  series: { name: 'Ember', position: id },
  releaseDate: '2020-01-01',
  audio: { asin: `B0EMBER00${id}`, seconds: 36_000 },
  ...changes,
});

beforeEach(async () => {
  server = await startHardcover([
    book(2, { others: [{ name: 'Tom Reed', as: 'Narrator' }] }),
    book(1, { audio: null, releaseDate: null }),
    book(3, { series: null, others: [{ name: 'Li Wei', as: 'Translator' }] }),
  ]);
  hardcover = open(server.token);
});

afterEach(() => server.stop());

function open(token: string): Hardcover {
  turns = 0;
  return createHardcover({
    url: server.url,
    token,
    userAgent: 'tests',
    pace: async () => void (turns += 1),
  });
}

test('a series is found by its name and read in its order', async () => {
  const [found] = await hardcover.findSeries('ember');

  expect(found).toEqual({ id: 1, name: 'Ember', author: 'Anna Ward' });
  expect(await hardcover.seriesBooks(1)).toEqual([
    {
      id: 1,
      title: 'Ember 1',
      position: '1',
      releaseDate: null,
      authors: ['Anna Ward'],
      audio: null,
    },
    {
      id: 2,
      title: 'Ember 2',
      position: '2',
      releaseDate: '2020-01-01',
      authors: ['Anna Ward'],
      audio: { asin: 'B0EMBER002', minutes: 600 },
    },
  ]);
});

test('of a person only what they wrote counts', async () => {
  const titles = async (name: string) => {
    const [found] = await hardcover.findAuthors(name);
    return (await hardcover.authorBooks(found?.id ?? 0)).map(({ title }) => title);
  };

  expect(await titles('Anna Ward')).toEqual(['Ember 2', 'Ember 1', 'Ember 3']);
  expect(await titles('Li Wei')).toEqual([]);
  expect(await titles('Nobody')).toEqual([]);
});

test('a work is found by its words and by the ASIN of its audiobook', async () => {
  const work = {
    title: 'Ember 2',
    authors: ['Anna Ward'],
    series: [{ name: 'Ember', position: '2' }],
    year: 2020,
    description: null,
    isbns: [],
  };

  expect(await hardcover.findBooks('Ember 2 Anna Ward')).toEqual([work]);
  expect(await hardcover.bookOfEdition('B0EMBER002')).toEqual(work);
  expect(await hardcover.bookOfEdition('B0NOBODY00')).toBeNull();
});

test('a long list is read page by page', async () => {
  server.books = Array.from({ length: 205 }, (_, index) => book(index + 1));

  const books = await hardcover.seriesBooks(1);

  expect(books.map(({ id }) => id)).toEqual(server.books.map(({ id }) => id));
  expect(server.requests).toHaveLength(3);
});

test('every request waits for its turn and carries the token, pasted with or without its first word', async () => {
  await open(`Bearer ${server.token}`).findSeries('Ember');
  await hardcover.findSeries('Ember');

  expect(turns).toBe(2);
  expect(server.requests.map(({ headers, status }) => [headers.authorization, status])).toEqual([
    [`Bearer ${server.token}`, 200],
    [`Bearer ${server.token}`, 200],
  ]);
});

test('nothing is asked without words', async () => {
  expect(await hardcover.findSeries(' ')).toEqual([]);
  expect(server.requests).toEqual([]);
});

test.each([
  ['a wrong token', { status: 401, body: '{"error":"invalid_token"}' }, 'unauthorized'],
  ['too many requests', { status: 429, headers: { 'retry-after': '12' } }, 'throttled'],
  ['a query that took too long', { status: 408 }, 'refused'],
  ['a fault of the query', { status: 200, body: '{"errors":[{"message":"no"}]}' }, 'refused'],
  ['a web page', { status: 200, body: '<html>' }, 'unexpected'],
  ['another form', { status: 200, body: '{"data":{"series":1}}' }, 'unexpected'],
  ['a cut connection', { cut: 'before' as const }, 'unreachable'],
])('%s is an error of its kind', async (_, fault, kind) => {
  server.failNext('graphql', fault);

  await expect(hardcover.seriesBooks(1)).rejects.toMatchObject({ service: 'hardcover', kind });
});

test('rows that cannot be read are left out', async () => {
  const row = {
    position: 1,
    details: '1',
    book: { id: 1, title: 'Ember 1', release_date: 'soon' },
  };
  const broken = { position: 2, book: { id: 2 } };
  const data = { series: [{ book_series: [row, broken, null] }] };
  server.failNext('graphql', { status: 200, body: JSON.stringify({ data }) });

  expect(await hardcover.seriesBooks(1)).toMatchObject([
    { title: 'Ember 1', position: '1', releaseDate: null, authors: [], audio: null },
  ]);
});
