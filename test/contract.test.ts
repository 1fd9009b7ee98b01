import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localOwner } from '../src/app.ts';
import { discoverJobs, jobsFolder } from '../src/job/discover.ts';
import { openHttp } from '../src/open-http.ts';
import { startWorld, type World } from '../src/sandbox/world.ts';
import { type Bot, startBot } from '../src/start.ts';
import { createChatRoom, roomPlatform } from './e2e/chat-room.ts';
import { createDatabaseUrl, quick } from './e2e/test-bot.ts';
import { connect } from './http/mcp/client.ts';
import { isInstalled } from './support/programs.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const run = promisify(execFile);
const apiKey = 'contract-key-0123456789-0123456789-01234567';
const hookToken = 'contract-hook-0123456789';

let world: World;
let bot: Bot;
const closings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const folder = await makeTemporaryFolder();
  world = await startWorld({ dir: path.join(folder, 'world') });
  closings.push(world.stop);
  const database = await createDatabaseUrl();
  closings.push(database.drop);
  const environment = {
    ...world.environment,
    ...quick,
    DATABASE_URL: database.url,
    DATA_DIR: path.join(folder, 'data'),
    API_KEY: apiKey,
    HOOK_TOKEN: hookToken,
    HTTP_PORT: '0',
  };
  bot = await startBot({
    environment,
    mode: 'bot',
    platforms: [roomPlatform(createChatRoom())],
    openHttp,
  });
  closings.push(bot.stop);
  await until(async () => (await finished('library-scan')) && (await finished('account')), {
    timeoutMs: 30_000,
  });
}, 60_000);

afterAll(async () => {
  for (const close of closings.reverse()) await close();
}, 30_000);

/** The line a person would type, run by the real program. */
async function curl(
  ...words: string[]
): Promise<{ success: boolean; data: Record<string, unknown>; error: { code: string } | null }> {
  const { stdout } = await run('curl', [
    '-s',
    '-H',
    `X-API-Key: ${apiKey}`,
    ...words.map((word) => word.replace('BASE', bot.url ?? '')),
  ]);
  return JSON.parse(stdout);
}

async function rows(statement: string): Promise<Record<string, unknown>[]> {
  return await bot.services.em().execute(statement);
}

async function finished(job: string): Promise<boolean> {
  const done = await rows(
    `select 1 from tasks where task_name = '${job}' and status = 'completed'`,
  );
  return done.length > 0;
}

const hasCurl = isInstalled('curl', '--version', 'the typed lines of the documents');

describe.skipIf(!hasCurl)('the lines of the documents, typed', () => {
  test.each([
    [
      '/api/system/vip/status',
      [
        'vip_active',
        'days_until_expiry',
        'total_points',
        'points_per_day',
        'renewal_threshold',
        'status',
        'last_updated',
      ],
    ],
    [
      '/api/system/compliance/ratio',
      [
        'global_ratio',
        'emergency_active',
        'download_frozen',
        'seeding_allocation',
        'stalled_torrents',
        'status',
        'last_updated',
      ],
    ],
    ['/api/scheduler/status', ['scheduler_enabled', 'running', 'total_jobs', 'next_jobs']],
  ])('GET %s answers with exactly the known field names', async (url, names) => {
    const answer = await curl(`BASE${url}`);

    expect(answer.success).toBe(true);
    expect(Object.keys(answer.data).sort()).toEqual([...names].sort());
  });

  test('GET /api/books pages', async () => {
    const { data } = await curl('BASE/api/books?limit=5&offset=5');

    expect(data).toMatchObject({ total: 18, page_info: { limit: 5, offset: 5, has_more: true } });
    expect((data['books'] as unknown[]).length).toBe(5);
  });

  test('a limit beyond 500, an unknown key and a missing row are refused by name', async () => {
    const tooMany = await curl('BASE/api/books?limit=501');
    const unknown = await curl(
      '-X',
      'POST',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"series":"all","abs_id":1}',
      'BASE/api/commands/series',
    );
    const missing = await curl('-X', 'POST', 'BASE/api/proposals/9999/approve');

    expect([tooMany, unknown, missing].map((answer) => answer.error?.code)).toEqual([
      'bad_input',
      'bad_input',
      'not_found',
    ]);
  });

  test('a job is triggered by its old name and its run is in the history', async () => {
    const asked = await curl('-X', 'POST', 'BASE/api/scheduler/jobs/cleanup_tasks/trigger');
    await until(() => finished('housekeeping'));
    const history = await curl('BASE/api/scheduler/tasks/history?limit=50');

    expect(asked.data).toMatchObject({ job_id: 'housekeeping', outcome: 'requested' });
    expect(JSON.stringify(history.data)).toContain('housekeeping');
  });

  test('pausing and resuming one job and all of them shows in the list', async () => {
    await curl('-X', 'POST', 'BASE/api/scheduler/jobs/arrivals/pause');
    const paused = await curl('BASE/api/scheduler/jobs');
    await curl('-X', 'POST', 'BASE/api/scheduler/jobs/arrivals/resume');
    const resumed = await curl('BASE/api/scheduler/jobs');

    expect(JSON.stringify(paused.data)).toContain('paused');
    expect(JSON.stringify(resumed.data)).not.toContain('paused');
  });

  test('the hook of the download client wakes the downloads job and nothing else', async () => {
    const { stdout } = await run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      '-X',
      'POST',
      '-H',
      `X-Hook-Token: ${hookToken}`,
      '--data-urlencode',
      'hash=abc',
      `${bot.url}/hooks/qbittorrent`,
    ]);
    await until(() => finished('downloads'));

    expect(stdout).toBe('202');
  });

  test('without a key everything but health is closed', async () => {
    const { stdout: closed } = await run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      `${bot.url}/api/status`,
    ]);
    const { stdout: open } = await run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      `${bot.url}/health/ready`,
    ]);

    expect([closed, open]).toEqual(['401', '200']);
  });
});

describe('the statements of the documents', () => {
  test.each([
    'select narrator, quality_score, mam_rule_version, duplicate_status, abs_id, series, series_number, metadata_completeness_percent, status from books',
    'select integrity_status, release_edition, quality_score, emergency_blocked, retry_count, max_retries, next_retry, abs_import_status from downloads',
    'select task_name, scheduled_time, actual_start, actual_end, duration_seconds, status, items_processed, items_succeeded, items_failed, log_output, error_message from tasks',
    'select timestamp, global_ratio, emergency_active, seeding_allocation from ratio_log',
    'select title, series_name, series_number, reason_missing, download_status, priority from missing_books',
    'select name, total_books_in_series, books_owned, books_missing, completion_percentage, completion_status from series',
    'select name, audiobooks_owned, audiobooks_missing from authors',
    'select task_name, item_id, reason, attempt_count from failed_attempts',
    'select * from series_completion_summary',
    'select * from author_completion_summary',
    'select * from recent_failed_downloads',
  ])('%s', async (statement) => {
    await expect(rows(statement)).resolves.toBeInstanceOf(Array);
  });

  test('the tables hold what happened', async () => {
    const [figures] = await rows(
      `select (select count(*) from books) as books, (select count(*) from series) as series,
              (select global_ratio from ratio_log order by id desc limit 1) as ratio`,
    );

    expect(figures).toEqual({ books: 18, series: 5, ratio: 1.85 });
  });
});

describe('every job, once through a real worker', async () => {
  const names = (await discoverJobs(jobsFolder)).map((job) => job.name);

  test.each(names)(
    '%s',
    async (name) => {
      const { output } = await bot.execute({
        command: 'run',
        input: { job: name },
        actor: localOwner(),
      });
      const id = (output as { taskId: number }).taskId;
      const task = await until(
        async () => {
          const [row] = await rows(
            `select status, error_message, log_output from tasks where id = ${id}`,
          );
          return row?.['status'] !== 'requested' && row?.['status'] !== 'running' && row;
        },
        { timeoutMs: 30_000 },
      );

      expect(task).toMatchObject({ status: 'completed', error_message: null });
      expect(task?.['log_output']).not.toBe('');
    },
    40_000,
  );
});

test('an assistant reads, and changes something with the confirmation it was given', async () => {
  await using mcp = await connect(bot.url ?? '', apiKey);
  const audit = () =>
    rows(
      `select 1 from audit where command = 'pause' and input->>'job' = 'top10' and outcome = 'done'`,
    );

  const read = await mcp.call('library');
  const announced = await mcp.call('pause', { job: 'top10' });
  const before = await audit();
  const { confirmation } = announced.data;
  const answers = await Promise.all([
    mcp.call('pause', { job: 'top10', confirmation }),
    mcp.call('pause', { job: 'top10', confirmation }),
  ]);

  expect(read.data.data).toMatchObject({ books: 18 });
  expect(before).toEqual([]);
  expect(answers.map(({ data }) => data.error?.code ?? 'done').sort()).toEqual(['done', 'expired']);
  expect(await audit()).toHaveLength(1);
  expect(await rows('select * from confirmations')).toEqual([]);
});
