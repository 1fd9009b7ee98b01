import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { loadConfig } from '../../src/config.ts';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { ownPaths } from '../../src/http/routes.ts';
import { policyOf } from '../../src/settings/policy.ts';
import type { Services } from '../../src/services.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { at, type Serving, startServing } from './serving.ts';

const commands = await discoverCommands();
let database: TestDatabase;
let orm: Orm;
let http: Serving;

beforeAll(async () => {
  database = await createDatabase();
  orm = await openOrm(database.connection, 3);
  const services = servicesOn(orm);
  // A key of its own for every request, so that no limit is reached here.
  const role = 'owner' as const;
  const apiKeys = async (id: string) => ({ id, name: 'Ada', platform: 'api', role });
  http = await startServing({ commands, execute: createExecute(commands, services), apiKeys });
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await orm.close();
  await database.drop();
});

let asked = 0;
const ask = (path: string, method = 'GET') => http.ask(path, { method, key: `key-${++asked}` });
const sql = (statement: string) => orm.em.fork().execute<{ id: number }[]>(statement);

test.each(ownPaths.map((one) => [one.method, one.path, one.command, one] as const))(
  '%s %s belongs to the command "%s", which has its options and its effect',
  (method, _path, name, { params = {}, fixed = {} }) => {
    const command = commands.get(name);

    const mayLook = command?.effect === 'read' || command?.looks !== undefined;
    expect(method === 'GET' ? mayLook : command?.effect === 'change').toBe(true);
    expect(Object.keys(command?.input.shape ?? {})).toEqual(
      expect.arrayContaining([...Object.values(params), ...Object.keys(fixed)]),
    );
  },
);

test('every command that pages refuses more than 500 rows and takes 50', () => {
  const limits = [...commands.values()].flatMap(({ input }) => input.shape['limit'] ?? []);

  expect(limits.length).toBeGreaterThan(2);
  for (const limit of limits) {
    expect([limit.safeParse(501).success, limit.safeParse(50).success]).toEqual([false, true]);
  }
});

test.each(
  ownPaths
    .filter((one) => one.method === 'GET' && !one.params && !one.path.endsWith('.ics'))
    .map((one) => one.path),
)('GET %s answers on an empty installation', async (path) => {
  const answer = await ask(`/api${path}`);

  expect(answer.text).toContain('"success":true');
  expect(JSON.stringify(Object.keys(answer.body.data ?? {}))).not.toMatch(/[A-Z]/);
});

test('the account is told as it was read', async () => {
  const empty = await ask('/api/system/vip/status');
  await sql(`insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes,
               points, vip_until, class_name, is_vip_class)
             values ('${at.toISOString()}', '${at.toISOString()}', 110, 100,
               900.5, '2026-03-04T13:00:00Z', 'VIP', true)`);

  const vip = await ask('/api/vip/status');
  const ratio = await ask('/api/compliance/ratio');

  expect(empty.body.data).toMatchObject({
    vip_active: null,
    status: 'unknown',
    last_updated: null,
  });
  expect(vip.body.data).toMatchObject({
    vip_active: true,
    days_until_expiry: 3,
    total_points: 900.5,
    status: 'warning',
    last_updated: at.toISOString(),
  });
  expect(ratio.body.data).toMatchObject({ global_ratio: 1.1, status: 'warning' });
  await sql(`insert into purchases (key, kind, status, amount, cost_points, actor, reason, is_spent,
               before, intended_at)
             values ('vip:x:0', 'vip', 'confirmed', 3, 3750, 'Ada', 'VIP is at risk', true,
               '{"points":4650.5,"vipUntil":null}', '${at.toISOString()}')`);
  const history = await ask('/api/vip/history?days=7');
  expect(history.body.data).toMatchObject({
    days: 7,
    purchases: [
      {
        id: 1,
        kind: 'vip',
        status: 'confirmed',
        amount: 3,
        cost_points: 3750,
        is_spent: true,
        reason: 'VIP is at risk',
        before: { points: 4650.5, vip_until: null },
      },
    ],
    readings: [{ day: '2026-03-01', ratio: 1.1, points: 900.5, class_name: 'VIP' }],
  });
});

test('the quality of the editions is told as far as it is known', async () => {
  const empty = await ask('/api/downloads/quality-analysis');
  await sql(`insert into books (abs_id, title, author, bitrate_kbps, is_abridged, duplicate_status) values
               ('q1', 'Good', 'Ada', 128, false, 'none'), ('q2', 'Short', 'Ada', 128, true, 'none'),
               ('q3', 'Low', 'Ada', 32, null, 'superior_available'), ('q4', 'Unknown', 'Ada', null, null, 'none')`);

  const told = await ask('/api/downloads/quality-analysis');
  const same = await ask('/api/system/quality/status');
  await sql(`delete from books where abs_id like 'q_'`);

  expect(empty.body.data).toMatchObject({ quality_score_average: null, books_evaluated: 0 });
  expect(told.body.data).toEqual({
    quality_score_average: 60,
    books_evaluated: 3,
    books_unknown: 1,
    books_below_quality_threshold: 2,
    replacement_candidates: 1,
  });
  expect(same.body.data).toEqual(told.body.data);
});

test('books that stand there twice are told with the better one', async () => {
  await sql(`insert into books (abs_id, title, author, narrator, bitrate_kbps, duration_minutes) values
               ('d1', 'Twice', 'Ada', 'Bo', 64, 600), ('d2', 'Twice', 'Ada', 'Bo', 128, 600)`);

  const told = await ask('/api/books/duplicates');
  await sql(`delete from books where abs_id like 'd_'`);

  const rows = told.body.data?.['duplicates'] as { books: number[]; better: number }[];
  expect(told.body.data?.['total']).toBe(1);
  expect(rows).toMatchObject([{ kind: 'same-recording', title: 'Twice', author: 'Ada' }]);
  expect(rows[0]?.better).toBe(rows[0]?.books[1]);
});

test('books are listed and found by their number', async () => {
  const rows = await sql(
    `insert into books (abs_id, title, author) values ('a', 'First Light', 'Ada'), ('b', 'Second', 'Bo') returning id`,
  );

  const list = await ask('/api/books?limit=1');
  const found = await ask('/api/books/?search=light');
  const twice = await ask('/api/books?search=light&text=second');
  const one = await ask(`/api/books/${rows[1]?.id}`);
  const none = await ask('/api/books/9999');
  const word = await ask('/api/books/second');

  expect(list.body.data).toMatchObject({
    books: [{ title: 'First Light' }],
    total: 2,
    page_info: { limit: 1, offset: 0, has_more: true },
  });
  expect(found.body.data).toMatchObject({ books: [{ title: 'First Light' }], total: 1 });
  expect(twice.status).toBe(400);
  expect(one.body.data).toMatchObject({ title: 'Second', author: 'Bo' });
  expect([none.status, word.status]).toEqual([404, 404]);
});

test('what the catalogues know of the library is counted', async () => {
  const [book] = await sql(`insert into books (abs_id, title) values ('m', 'Ember') returning id`);
  await sql(
    `insert into provider_lookups values (${book?.id}, 'audible', 0.95, '${at.toISOString()}')`,
  );
  await sql(`insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
             values (${book?.id}, 'audible', 'narrators', '["Li Wei"]', 0.95, now())`);

  const { body } = await ask('/api/metadata/status');

  expect(body.data).toMatchObject({
    processed: 1,
    high: 1,
    medium: 0,
    low: 0,
    unmatched: 0,
    series_identified: 0,
    authors_filled: 0,
    narrators_filled: 1,
    last_updated: at.toISOString(),
  });
  expect(body.data?.['providers']).toContainEqual(
    expect.objectContaining({ name: 'hardcover', state: 'off' }),
  );
});

test('the queue tells the quality and the cost of each release', async () => {
  await sql(`insert into releases (tracker_id, source, title, facts, seen_at)
             values ('77', 'mam', 'Third', '{"format":"m4b","bitrateKbps":127.6}', now())`);
  await sql(`insert into downloads (title, source, status, release_id, release_edition)
             select 'Third', 'mam', 'downloading', id, 'free' from releases`);

  const queue = await ask('/api/commands/queue');
  const downloads = await ask('/api/downloads');

  const shown = commands.get('queue')?.view(queue.body.data);
  expect(JSON.stringify(shown)).toContain('M4B 128 kbps, free');
  expect(queue.body.data).toMatchObject({ rows: [{ format: 'm4b', bitrateKbps: 127.6 }] });
  expect(downloads.body.data).toMatchObject({
    downloads: [{ format: 'm4b', bitrate_kbps: 127.6 }],
  });
  await sql('delete from downloads');
  await sql(`select setval('downloads_id_seq', 1, false)`);
});

test('gaps, proposals and downloads carry the names of their tables', async () => {
  await sql(`insert into missing_books (work_key, title, author_name, series_name, series_number, reason_missing)
             values ('k', 'Third', 'Ada', 'Lights', '3', 'series_gap')`);
  await sql(`insert into proposals (missing_book_id, status, cost_class)
             select id, 'open', 'free' from missing_books`);
  await sql(`insert into downloads (title, source, status, release_edition, missing_book_id)
             select 'Third', 'mam', status, 'free', id
               from missing_books, unnest(array['completed', 'failed', 'downloading']) status`);

  const gaps = await ask('/api/gaps/report');
  const proposals = await ask('/api/proposals');
  const downloads = await ask('/api/downloads?limit=2');
  const failed = await ask('/api/downloads?status_filter=failed');
  const one = await ask('/api/downloads/1');
  const none = await ask('/api/downloads/99');

  expect(gaps.body.data).toMatchObject({
    gaps: [{ title: 'Third', author_name: 'Ada', series_number: '3', download_status: 'missing' }],
    total: 1,
  });
  expect(proposals.body.data).toMatchObject({
    proposals: [{ id: 1, download_id: null, title: 'Third', status: 'open', cost_class: 'free' }],
    page_info: { limit: 50, offset: 0, has_more: false },
  });
  expect(downloads.body.data).toMatchObject({
    downloads: [
      { id: 3, status: 'downloading', series_number: '3' },
      { id: 2, status: 'failed', source: 'mam', retry_count: 0, max_retries: 3, next_retry: null },
    ],
    total: 3,
    page_info: { limit: 2, offset: 0, has_more: true },
  });
  expect(failed.body.data).toMatchObject({ downloads: [{ id: 2 }], total: 1 });
  expect(one.body.data).toMatchObject({ id: 1, status: 'completed', release_edition: 'free' });
  expect(none.status).toBe(404);
});

test('a job is triggered by its present or former name and stands in the history', async () => {
  const first = await ask('/api/scheduler/jobs/process_download_queue/trigger', 'POST');
  const again = await ask('/api/scheduler/jobs/queue/trigger', 'POST');
  const scan = await ask('/api/system/trigger-full-scan', 'POST');
  const unknown = await ask('/api/scheduler/jobs/nonsense/trigger', 'POST');
  const history = await ask('/api/scheduler/tasks/history?job=queue');
  const report = await ask(
    `/api/scheduler/tasks/history/${String(first.body.data?.['task_id'])}/report`,
  );

  expect(first.body.data).toMatchObject({ job_id: 'queue', outcome: 'requested' });
  expect(again.body.data).toMatchObject({ job_id: 'queue', outcome: 'already-requested' });
  expect(scan.body.data).toMatchObject({ job_id: 'full-sync', outcome: 'requested' });
  expect(unknown.status).toBe(404);
  expect(history.body.data).toMatchObject({
    tasks: [{ task_name: 'queue', status: 'requested', actor: 'Ada', items_processed: 0 }],
    page_info: { limit: 50, offset: 0, has_more: false },
  });
  expect(report.body.data).toMatchObject({ task_name: 'queue', report: {} });
});

test('what there is of everything is counted', async () => {
  const counts = async () => (await ask('/api/system/stats')).body.data as Record<string, object>;
  const before = await counts();
  await sql(`insert into books (abs_id, title, status) values ('n1', 'Old', 'archived'),
               ('n2', 'New', 'active') returning id`);
  await sql(`insert into downloads (title, source, status) values ('One', 'Manual', 'cancelled'),
               ('Two', 'Manual', 'failed') returning id`);

  const after = await counts();
  const states = await ask('/api/system/download-stats');

  const grown = (part: string) =>
    Object.fromEntries(
      Object.entries(after[part] ?? {}).map(([name, count]) => [
        name,
        count - (Object.entries(before[part] ?? {}).find(([one]) => one === name)?.[1] ?? 0),
      ]),
    );
  expect(grown('books')).toEqual({ total_active: 1, archived: 1, duplicates: 0, grand_total: 2 });
  expect(grown('downloads')).toEqual({ total: 2, queued: 0, completed: 0, failed: 1 });
  expect(states.body.data?.['status_breakdown']).toMatchObject({ cancelled: expect.any(Number) });
});

test('jobs are paused and resumed, and the scheduler tells', async () => {
  const paused = await ask('/api/scheduler/jobs/queue/pause', 'POST');
  const status = await ask('/api/scheduler/status');
  const resumed = await ask('/api/scheduler/jobs/queue/resume', 'POST');
  const jobs = await ask('/api/scheduler/jobs');

  expect(paused.body.data).toEqual({ job: 'queue', is_new: true });
  expect(status.body.data).toMatchObject({ scheduler_enabled: true, total_jobs: 4, next_jobs: [] });
  expect(resumed.body.data).toEqual({ job: 'queue', was_paused: true });
  expect(jobs.body.data?.['jobs']).toMatchObject([
    { job_id: 'queue', trigger: '*/30 * * * *', next_run_time: '2026-03-01T12:30:00.000Z' },
    { job_id: 'full-sync', trigger: null, next_run_time: null },
    { job_id: 'series-author-completion', trigger: null },
    { job_id: 'category-sync', trigger: null },
  ]);
});

test('what does not exist is a 404 on every path that names a row', async () => {
  const answers = await Promise.all([
    ask('/api/proposals/999/approve', 'POST'),
    ask('/api/proposals/999/reject', 'POST'),
    ask('/api/downloads/999/retry', 'POST'),
    ask('/api/downloads/999', 'DELETE'),
    ask('/api/scheduler/tasks/history/999/report'),
  ]);

  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404]);
  expect(answers.map((answer) => answer.body.error?.code)).toEqual(Array(5).fill('not_found'));
});

test('autopilot stops, and starts again as it was before', async () => {
  await http.ask('/api/commands/autopilot', { method: 'POST', key: 'a', json: { mode: 'free' } });

  const stopped = await ask('/api/system/autonomous/stop', 'POST');
  const status = await ask('/api/system/autonomous/status');
  const started = await ask('/api/system/autonomous/start', 'POST');

  const off = { running: false, mode: 'off', mode_when_started: 'free', changed_by: 'Ada' };
  expect(stopped.body.data).toMatchObject(off);
  expect(status.body.data).toMatchObject(off);
  expect(started.body.data).toMatchObject({ running: true, mode: 'free' });
});

function servicesOn(database: Orm): Services {
  const off = { mam: null, qbittorrent: null, audiobookshelf: null, hardcover: null };
  const catalogues = { custom: [], quotas: new Map() };
  return {
    ...off,
    catalogues,
    config: loadConfig({}),
    policy: async () => policyOf(loadConfig({}).settings),
    em: () => database.em.fork(),
    now: () => at,
    platforms: [],
    jobs: [
      { name: 'queue', description: 'Searches', schedule: '*/30 * * * *' },
      { name: 'full-sync', description: 'Everything', schedule: null },
      { name: 'series-author-completion', description: 'Completes', schedule: null },
      { name: 'category-sync', description: 'Looks for new titles', schedule: null },
    ],
  } as unknown as Services;
}

test('a command that can look and change looks by GET and changes by POST only', async () => {
  const path = '/api/commands/settings';

  const looked = await ask(`${path}?name=MAX_GB`);
  const refused = await ask(`${path}?name=MAX_GB&value=3`);
  const changed = await http.ask(path, {
    method: 'POST',
    key: 'changer',
    json: { name: 'MAX_GB', value: '3' },
  });

  expect([looked.status, refused.status, changed.status]).toEqual([200, 400, 200]);
  expect(refused.body.error?.code).toBe('bad_input');
  expect(JSON.stringify(changed.body.data)).toContain('"value":"3"');
});
