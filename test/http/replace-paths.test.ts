import { beforeAll, afterAll, expect, test } from 'vitest';
import type { Role } from '../../src/command/actor.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { choiceOf, judged, proposeBook } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { at, type Serving, startServing } from './serving.ts';

const { em } = useDatabase();
let http: Serving;

beforeAll(async () => {
  const config = loadConfig({});
  const services = {
    em,
    config,
    policy: async () => policyOf(config.settings),
    now: () => at,
    platforms: [],
    jobs: [],
  } as unknown as Services;
  const commands = await discoverCommands();
  // The key is the role it has.
  const apiKeys = async (key: string) => ({
    id: key,
    name: key,
    platform: 'api',
    role: key as Role,
  });
  http = await startServing({ commands, execute: createExecute(commands, services), apiKeys });
});
afterAll(() => http[Symbol.asyncDispose]());

const replace = (path: string, key: Role | null = 'operator', json: unknown = {}) =>
  http.ask(`/api${path}/replace`, { method: 'POST', key, json });

async function addBook(title = 'The Salt Road'): Promise<number> {
  const [row] = await em().execute<{ id: number }[]>(
    `insert into books (abs_id, title, author, bitrate_kbps) values (?, ?, 'Anna Ward', 64) returning id`,
    [title, title],
  );
  return row?.id ?? 0;
}

async function addDownload(bookId: number | null, status: string): Promise<number> {
  const [row] = await em().execute<{ id: number }[]>(
    `insert into downloads (title, source, status, book_id) values ('A', 'mam', ?, ?) returning id`,
    [status, bookId],
  );
  return row?.id ?? 0;
}

const wanted = () =>
  em().execute('select replaces_book_id as book, is_wanted, requested_by from missing_books');

test('an operator has a better edition of a book searched, and asking twice leaves one search', async () => {
  const book = await addBook();

  const [first, second] = [await replace(`/books/${book}`), await replace(`/books/${book}`)];

  const data = { kind: 'searching', title: 'The Salt Road', is_on_its_way: false, proposal: null };
  expect([first.status, first.body.data]).toEqual([200, { ...data, last_search: null }]);
  expect(second.body.data).toMatchObject(data);
  expect(await wanted()).toEqual([{ book, is_wanted: true, requested_by: 'operator' }]);
  expect(await em().execute(`select 1 from tasks where task_name = 'queue'`)).not.toEqual([]);
});

test('the same for the book that a download brought', async () => {
  const book = await addBook();
  const download = await addDownload(book, 'completed');

  const answer = await replace(`/downloads/${download}`);

  expect(answer.body.data).toMatchObject({ kind: 'searching', title: 'The Salt Road' });
  expect(await wanted()).toMatchObject([{ book }]);
});

test.each([
  ['viewer', 403, 'not_allowed'],
  ['member', 403, 'not_allowed'],
  [null, 401, 'not_allowed'],
] as const)('%s may not', async (key, status, code) => {
  const book = await addBook();
  const download = await addDownload(book, 'completed');

  for (const path of [`/books/${book}`, `/downloads/${download}`]) {
    const answer = await replace(path, key);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  }
  expect(await wanted()).toEqual([]);
});

test.each([
  ['/books/4711', 404, 'not_found'],
  ['/downloads/4711', 404, 'not_found'],
  ['/downloads/abc', 400, 'bad_input'],
  ['/downloads/0', 400, 'bad_input'],
])('%s is refused with a hint', async (path, status, code) => {
  const { status: got, body } = await replace(path);

  expect([got, body.error?.code]).toEqual([status, code]);
  expect(body.error?.hint).toMatch(/.{10}/);
});

test.each([{ nonsense: 1 }, { position: 'somewhere' }, { book: '7' }])(
  'a body of %j is bad input',
  async (json) => {
    const { status, body } = await replace(`/books/${await addBook()}`, 'operator', json);

    expect([status, body.error?.code]).toEqual([400, 'bad_input']);
    expect(await wanted()).toEqual([]);
  },
);

test('a download that has brought nothing yet is a conflict', async () => {
  const download = await addDownload(null, 'downloading');

  const { status, body } = await replace(`/downloads/${download}`);

  expect([status, body.error?.code]).toEqual([409, 'conflict']);
});

test('a book by its number, even where another has that number for a title', async () => {
  const book = await addBook();
  await addBook(String(book));

  const { body } = await replace(`/books/${book}`);

  expect(body.data).toMatchObject({ kind: 'searching', title: 'The Salt Road' });
});

test('where the last search found nothing better the answer says so', async () => {
  const book = await addBook();
  await replace(`/books/${book}`);
  await em().execute('update missing_books set last_searched_at = ?, search_note = ?', [
    at,
    '3 releases seen, none acceptable (owned)',
  ]);

  const { body } = await replace(`/books/${book}`);

  const note = '3 releases seen, none acceptable (owned)';
  expect(body.data).toMatchObject({
    kind: 'searching',
    last_search: { at: at.toISOString(), note },
  });
});

test('a better one that was found is answered with its proposal, and not searched again', async () => {
  const book = await addBook();
  await replace(`/books/${book}`);
  const [missing] = await em().execute<{ id: number }[]>('select id from missing_books');
  await proposeBook(em(), missing?.id ?? 0, choiceOf(judged('The Salt Road')), { platforms: [] });
  await em().execute('update missing_books set next_search_at = null');
  const [proposal] = await em().execute<{ id: number }[]>('select id from proposals');

  const { body } = await replace(`/books/${book}`);

  expect(body.data).toMatchObject({ kind: 'proposed', proposal: proposal?.id });
  expect(await em().execute('select next_search_at from missing_books')).toEqual([
    { next_search_at: null },
  ]);
  const shown = await http.ask(`/api/proposals/${proposal?.id}`, { key: 'operator' });
  expect(shown.status).toBe(200);
});
