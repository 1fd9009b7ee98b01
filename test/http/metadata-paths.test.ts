import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { discoverJobs, jobsFolder } from '../../src/job/discover.ts';
import type { Services } from '../../src/services.ts';
import { useDatabase } from '../support/use-database.ts';
import { type Serving, startServing } from './serving.ts';

const { em } = useDatabase();
const commands = await discoverCommands();
const jobs = await discoverJobs(jobsFolder);
let http: Serving;
let asked = 0;

beforeAll(async () => {
  const services = {
    em,
    now: () => new Date('2026-06-15T12:00:00Z'),
    config: { secrets: [] },
    platforms: [],
    jobs,
  } as unknown as Services;
  const role = 'owner' as const;
  const apiKeys = async (id: string) => ({ id, name: 'Ada', platform: 'api', role });
  http = await startServing({ commands, execute: createExecute(commands, services), apiKeys });
});
afterAll(() => http[Symbol.asyncDispose]());

beforeEach(async () => {
  await em().execute(
    `insert into books (id, abs_id, title, author, series, narrator, publisher, metadata_completeness_percent)
     values (7, 'a', 'Salt', 'Ann', 'Coast', null, null, 40), (8, 'b', 'Sand', 'Ann', null, 'Bea', 'Tor', 90)`,
  );
  await em().execute(
    `with s as (insert into series (name, folded_name) values ('Coast', 'coast') returning id)
     insert into book_series (book_id, series_id) select 7, id from s`,
  );
});

const ask = (path: string, method = 'GET', json?: object) =>
  http.ask(`/api${path}`, { method, key: `key-${++asked}`, ...(json ? { json } : {}) });
const titles = async (path: string) => {
  const { data } = (await ask(path)).body;
  return ((data?.['books'] ?? []) as { title: string }[]).map(({ title }) => title);
};

test('books are found by words, series, state, and by what they lack', async () => {
  expect(await titles('/books?status=active')).toEqual(['Salt', 'Sand']);
  expect(await titles('/books?status=archived')).toEqual([]);
  expect(await titles('/books/search?query=bea')).toEqual(['Sand']);
  expect(await titles('/books/series/coast')).toEqual(['Salt']);
  expect(await titles('/books/incomplete-metadata')).toEqual(['Salt']);
  expect(await titles('/books/incomplete-metadata?threshold=95')).toEqual(['Salt', 'Sand']);
  expect(await titles('/metadata/incomplete')).toEqual(['Salt', 'Sand']);
  const { body } = await ask('/books/8');
  expect(body.data).toMatchObject({
    metadata_completeness_percent: 90,
    missing_fields: ['description', 'published_year', 'language', 'asin'],
  });
});

test('what is put is written down as a change, and stands in the history of the book', async () => {
  const put = await ask('/books/7', 'PUT', {
    publisher: 'Orbit',
    series: 'Coast',
    series_number: '2',
  });
  const history = await ask('/books/7/metadata-history');
  const same = await ask('/metadata/history/7');
  const sources = await ask('/metadata/by-source?days=7');

  expect(put.body.data).toEqual({
    book_id: 7,
    batch_id: 1,
    changes_made: ['series', 'publisher'],
  });
  expect(history.body.data).toMatchObject({
    book_id: 7,
    corrections: [
      {
        field_name: 'publisher',
        new_value: 'Orbit',
        source: 'person',
        reason: 'set by Ada',
        corrected_by: 'Ada',
        state: 'intended',
      },
      { field_name: 'series', new_value: [{ name: 'Coast', sequence: '2' }] },
    ],
    page_info: { has_more: false },
  });
  expect(same.body.data).toEqual(history.body.data);
  expect(sources.body.data).toMatchObject({
    sources: [{ source: 'person', corrections: 2, written: 0, books: 1 }],
  });
});

test('the value of one source is chosen for a field', async () => {
  await em().execute(
    `insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
     values (7, 'audnexus', 'publisher', '"Tor"', 0.5, now())`,
  );

  const body = { field_name: 'publisher', source: 'audnexus' };
  const chosen = await ask('/books/7/metadata-source', 'PUT', body);
  const unknown = await ask('/books/7/metadata-source', 'PUT', { ...body, source: 'itunes' });

  expect(chosen.body.data).toMatchObject({ changes_made: ['publisher'] });
  expect(unknown.status).toBe(404);
});

test.each([
  ['correct-book', { book_id: 7, force: true }, { kind: 'one', bookId: 7 }],
  ['correct-recent', { days: 3 }, { kind: 'added', days: 3 }],
  [
    'correct-all',
    { completeness_threshold: 50, limit: 1000 },
    { kind: 'below', percent: 50, limit: 1000 },
  ],
])('%s asks for a run over those books', async (path, body, choice) => {
  const { body: answer } = await ask(`/metadata/${path}`, 'POST', body);

  expect(answer.data).toMatchObject({ job_id: 'metadata-correct', outcome: 'requested' });
  expect(await em().execute('select input from tasks')).toEqual([
    { input: { choice, force: path === 'correct-book', dryRun: false } },
  ]);
});

test('an unknown book is not found, and no book is deleted or made here', async () => {
  const unknown = await ask('/metadata/correct-book', 'POST', { book_id: 99 });
  const removed = await ask('/books/7', 'DELETE');
  const made = await ask('/books', 'POST', { title: 'New' });

  expect([unknown.status, removed.status, made.status]).toEqual([404, 405, 405]);
  expect(await titles('/books')).toEqual(['Salt', 'Sand']);
});

test('a proposed batch is approved once, and undone', async () => {
  await em().execute(
    `with b as (insert into metadata_batches (title, status, asks, created_by, created_at)
                values ('Drift', 'proposed', true, 'drift', now()) returning id)
     insert into metadata_corrections (batch_id, book_id, field_name, new_value, state)
     select id, 7, 'publisher', '"Tor"', 'proposed' from b`,
  );

  const list = await ask('/metadata/batches');
  const approved = await ask('/metadata/batches/1/approve', 'POST');
  const again = await ask('/metadata/batches/1/reject', 'POST');
  const undone = await ask('/metadata/batches/1/undo', 'POST');

  expect(list.body.data).toMatchObject({ batches: [{ id: 1, status: 'proposed', books: 1 }] });
  expect(approved.body.data).toEqual({ batch_id: 1, action: 'approve' });
  expect(again.body.error).toMatchObject({ code: 'already_decided' });
  expect(undone.body.success).toBe(true);
});
