import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { textOf } from '../e2e/chat-room.ts';
import { openBotStage } from '../e2e/stage.ts';
import { lookAnew, patience, quick } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '../..');
const longMs = 120_000;
const canaries = {
  API_KEY: 'canary-of-the-api-0123456789abcdef',
  HOOK_SECRET: 'canary-of-the-hooks-0123456789abcdef',
  NOTIFY_URLS: 'gotify+http://127.0.0.1:9/?token=canary-of-gotify',
};

/** What `npm run support` writes, unpacked, with what it printed. */
async function bundle(environment: Record<string, string>) {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/support-cli.ts'], {
    cwd: root,
    env: { ...environment, PATH: process.env['PATH'] },
  });
  const folder = environment['DATA_DIR'] ?? '';
  const names = (await readdir(folder)).filter((name) => name.includes('support'));
  const text = gunzipSync(await readFile(path.join(folder, names.at(-1) ?? ''))).toString('utf8');
  return { stdout, text, names, facts: JSON.parse(text) as Record<string, unknown> };
}

test('the bundle has what helps to help and no secret; beside it owners read the log in the chat', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  const changes = { ...canaries, LOG_LEVEL: 'info', TASK_TOP10_TIME: '0 3 * * 0' };
  const bot = await stage.start(changes);
  await stage.client.shut();
  await lookAnew(bot);
  const failed = () =>
    bot.rows<{ id: number }>(
      `select id from tasks where task_name = 'downloads' and status = 'failed'`,
    );
  await until(async () => {
    const rows = await failed();
    return rows.length > 0 && rows;
  }, patience);
  await bot.rows(
    `insert into outbox (key, kind, topic, lane, status, attempts, last_error, payload)
     values ('stuck:1', 'effect', 'grab', 'x', 'dead', 9, 'nobody answered', '{"words": "of a card"}')`,
  );

  const logs = textOf(await bot.type('logs', { level: 'warn', text: 'task_top10' }));
  const environment = { ...quick, ...stage.environment, ...changes };
  const { text, facts, stdout, names } = await bundle({
    ...environment,
    DATABASE_URL: stage.databaseUrl,
  });

  expect(logs).toMatch(/warn · .* · TASK_TOP10_TIME/);
  expect(names).toHaveLength(1);
  expect(stdout).toContain(names[0]);
  expect(facts).toMatchObject({
    version: expect.stringMatching(/^\d/) as string,
    schema: { newest: expect.stringMatching(/^Migration/) as string },
    settings: { QB_CATEGORY: 'audiobooks' },
    secretsSet: expect.arrayContaining(['API_KEY', 'MAM_ID', 'QB_PASSWORD']) as string[],
  });
  expect(facts['doctor']).toContainEqual(
    expect.objectContaining({ name: 'download client', state: 'bad' }),
  );
  expect(facts['jobRuns']).toContainEqual(
    expect.objectContaining({ job: 'downloads', status: 'failed' }),
  );
  expect(facts['stuckMessages']).toContainEqual(
    expect.objectContaining({ topic: 'grab', status: 'dead', last_error: 'nobody answered' }),
  );
  expect(facts['log']).toContainEqual(
    expect.objectContaining({ message: expect.stringMatching(/^TASK_TOP10_TIME/) as string }),
  );
  expect(text).not.toContain('of a card');
  const { MAM_ID = '', QB_PASSWORD = '', ABS_TOKEN = '' } = stage.environment;
  for (const secret of [MAM_ID, QB_PASSWORD, ABS_TOKEN, 'canary-of']) {
    expect(secret.length).toBeGreaterThan(7);
    expect(text).not.toContain(secret);
  }
});

test('without its database the bundle has settings and log, and says what is wrong', {
  timeout: longMs,
}, async (context) => {
  const stage = await openBotStage(context);
  const nobody = 'postgresql://someone:canary-of-the-database@127.0.0.1:9/none';

  const { facts, text } = await bundle({ ...stage.environment, DATABASE_URL: nobody });

  expect(facts).toMatchObject({
    databaseProblem: expect.stringContaining('127.0.0.1:9') as string,
    secretsSet: expect.arrayContaining(['DATABASE_URL']) as string[],
    log: null,
  });
  expect(text).not.toContain('canary');
});
