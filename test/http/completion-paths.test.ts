import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { loadConfig } from '../../src/config.ts';
import { policyOf } from '../../src/settings/policy.ts';
import type { Services } from '../../src/services.ts';
import { readCalendar, readCsv } from '../support/file-forms.ts';
import { useDatabase } from '../support/use-database.ts';
import { at, keys, type Serving, startServing } from './serving.ts';

const { em } = useDatabase();
const { settings } = loadConfig({});
let http: Serving;

beforeAll(async () => {
  const services = {
    em,
    now: () => at,
    platforms: [],
    policy: async () => policyOf(settings),
    config: { settings, secrets: [] },
    jobs: ['queue', 'series-author-completion'].map((name) => ({
      name,
      description: '',
      schedule: null,
    })),
  } as unknown as Services;
  const commands = await discoverCommands();
  http = await startServing({ commands, execute: createExecute(commands, services) });
});
afterAll(() => http[Symbol.asyncDispose]());

beforeEach(async () => {
  const sql = (statement: string) => em().execute(statement);
  await sql(`insert into series (name, folded_name, author, books_owned, books_missing, total_books_in_series,
               completion_percentage, completion_status, last_completion_check)
             values ('Ember', 'ember', 'Anna Ward', 3, 1, 4, 75, 'partial', '${at.toISOString()}'),
                    ('Frost', 'frost', 'Li Wei', 1, 3, 4, 25, 'incomplete', '${at.toISOString()}'),
                    ('Salt', 'salt', 'Li Wei', 2, 0, 2, 100, 'complete', '${at.toISOString()}'),
                    ('Wolf', 'wolf', 'Bo Lind', 1, null, null, null, null, null)`);
  await sql(`insert into authors (name, folded_name, audiobooks_owned, audiobooks_missing, total_audiobooks_external,
               completion_percentage, completion_status)
             values ('Anna Ward', 'anna ward', 3, 1, 4, 75, 'partial'), ('Bo Lind', 'bo lind', 1, null, null, null, null)`);
  await sql(`insert into books (abs_id, title, author) values ('a', 'Ember One', 'Anna Ward')`);
  await sql(`insert into book_series values (1, 1, '1')`);
  await sql(`insert into book_authors values (1, 1)`);
  await sql(`insert into missing_books (work_key, title, author_name, series_name, series_id, series_number,
               author_id, reason_missing, download_status, release_date, doubt)
             values ('a', 'Ember, "Two"', 'Anna Ward', 'Ember', 1, '2', 1, 'series_gap', 'identified', '2020-01-01', null),
                    ('b', '=Ash;|x', 'Anna Ward', null, null, null, 1, 'author_gap', 'unsure', null, 'no longer sold'),
                    ('c', 'Ember Three; the End, at last: a very long title of a book that nobody has read ✓', 'Anna Ward', 'Ember', 1, '3', 1, 'series_gap', 'announced', '2026-12-24', null)`);
});

const data = async (path: string) => {
  const { status, body } = await http.ask(path);
  expect(status).toBe(200);
  return body.data;
};

test('series and their completeness answer under the names of their table', async () => {
  const all = await data('/api/series?limit=2');
  const complete = await data('/api/series?completion_status=complete');
  const some = await data('/api/series/incomplete?min_completion=50');
  const summary = await data('/api/series/completion-summary');
  const one = await data('/api/series/1');

  expect(all).toMatchObject({ total: 4, page_info: { has_more: true } });
  expect(all?.['series']).toMatchObject([{ name: 'Frost' }, { name: 'Ember' }]);
  expect(complete).toMatchObject({ series: [{ name: 'Salt' }], total: 1 });
  expect(some).toMatchObject({ series: [{ name: 'Ember' }], total: 1 });
  expect(summary).toMatchObject({ total: 4, complete: 1, partial: 1, incomplete: 1, unknown: 1 });
  expect(one).toMatchObject({
    id: 1,
    name: 'Ember',
    author: 'Anna Ward',
    total_books_in_series: 4,
    books_owned: 3,
    books_missing: 1,
    completion_percentage: 75,
    completion_status: 'partial',
    last_completion_check: at.toISOString(),
    hardcover_id: null,
    goodreads_id: null,
    books: [{ title: 'Ember One', position: '1' }],
    missing_books: [
      { title: 'Ember, "Two"', series_number: '2', download_status: 'missing' },
      { series_number: '3', download_status: 'upcoming', release_date: '2026-12-24' },
    ],
  });
});

test('authors too, with their books; favourites are those with two books', async () => {
  const one = await data('/api/authors/1');
  const favourites = await data('/api/authors/favorites');

  expect(one).toMatchObject({
    name: 'Anna Ward',
    total_audiobooks_external: 4,
    audiobooks_owned: 3,
    audiobooks_missing: 1,
    completion_status: 'partial',
    books: [{ title: 'Ember One' }],
  });
  expect(one?.['missing_books']).toHaveLength(3);
  expect(favourites).toMatchObject({ authors: [{ name: 'Anna Ward' }], total: 1 });
});

test.each(['/api/series/99', '/api/authors/99'])('%s is not there', async (path) => {
  expect((await http.ask(path)).status).toBe(404);
});

test('who looks needs no more than to look, who changes posts', async () => {
  const changed = await http.ask('/api/series/1/monitor', {
    method: 'POST',
    json: { monitor: 'future' },
  });
  const asViewer = await http.ask('/api/series/1/monitor', {
    method: 'POST',
    key: keys.viewer,
    json: { monitor: 'all' },
  });
  const gapsAsViewer = await http.ask('/api/gaps', { key: keys.viewer });

  expect([changed.status, asViewer.status, gapsAsViewer.status]).toEqual([200, 403, 200]);
  expect(await em().execute('select monitor, monitor_since from series where id = 1')).toEqual([
    { monitor: 'future', monitor_since: at.toISOString().slice(0, 10) },
  ]);
});

test('the gap report is the whole list as a file of its form', async () => {
  const csv = await http.ask('/api/gaps/report?format=csv');
  const json = await http.ask('/api/gaps/report?format=json&state=unsure');
  const md = await http.ask('/api/gaps/report?format=md');

  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="gaps.csv"');
  const [head, ...rows] = readCsv(csv.text);
  expect(head?.slice(0, 5)).toEqual(['series', 'position', 'title', 'author', 'state']);
  expect(rows.map((row) => row[2])).toEqual([
    'Ember, "Two"',
    expect.stringContaining('Ember Three'),
    // What a spreadsheet would run is text.
    "'=Ash;|x",
  ]);
  expect(json.body).toMatchObject([
    { title: '=Ash;|x', state: 'unsure', doubt: 'no longer sold', series: null },
  ]);
  expect(md.text.split('\n')[4]).toContain('=Ash;\\|x');
});

test('announced books are a calendar that every program can read', async () => {
  const key = Buffer.from(`anybody:${keys.viewer}`).toString('base64');
  const { status, headers, text } = await http.ask('/api/upcoming.ics', {
    key: null,
    headers: { authorization: `Basic ${key}` },
  });

  expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(readCalendar(text)).toEqual([
    {
      UID: 'missing-3@shelfwarden',
      DTSTAMP: '20260301T120000Z',
      'DTSTART;VALUE=DATE': '20261224',
      SUMMARY:
        'Ember Three; the End, at last: a very long title of a book that nobody has read ✓ (Ember #3)',
      DESCRIPTION: 'by Anna Ward\nEmber #3',
      TRANSP: 'TRANSPARENT',
    },
  ]);
});

test('a password opens the calendar alone, and a wrong one nothing', async () => {
  const basic = (key: string) => ({
    key: null,
    headers: { authorization: `Basic ${Buffer.from(`a:${key}`).toString('base64')}` },
  });

  const wrong = await http.ask('/api/upcoming.ics', basic('wrong'));
  const elsewhere = await http.ask('/api/upcoming', basic(keys.viewer));

  expect([wrong.status, elsewhere.status]).toEqual([401, 401]);
  expect(wrong.headers.get('www-authenticate')).toContain('Basic');
  expect(elsewhere.headers.get('www-authenticate')).toBeNull();
});

test('analyzing and acquiring ask for the jobs that do it', async () => {
  for (const path of ['analyze', 'acquire'])
    await http.ask(`/api/gaps/${path}`, { method: 'POST' });

  expect(await em().execute('select task_name from tasks order by id')).toEqual([
    { task_name: 'series-author-completion' },
    { task_name: 'queue' },
  ]);
  expect((await http.ask('/api/gaps/history')).body.data).toMatchObject({ total: 1 });
});
