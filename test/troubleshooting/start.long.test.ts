import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createDatabaseUrl } from '../e2e/test-bot.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { run, startOnce } from './program.ts';

// The symptoms of docs/troubleshooting.md at the start, each brought about and put right as the page says.
const longMs = 90_000;
const running = { code: 0, said: expect.stringContaining('Shelfwarden is running') as string };

let folder: string;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  environment = { DATABASE_URL: await newDatabase(), DATA_DIR: path.join(folder, 'data') };
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
});

async function newDatabase(): Promise<string> {
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(drop);
  return url;
}

async function query(statement: string): Promise<void> {
  const client = new pg.Client(environment['DATABASE_URL']);
  await client.connect();
  await client.query(statement);
  await client.end();
}

const start = (changes: Record<string, string> = {}) =>
  startOnce({ ...environment, ...changes }, folder);

test('Shelfwarden cannot start:', { timeout: longMs }, async () => {
  const { said, code } = await start({ QB_URL: 'my server', PROPOSAL_HOURS: 'soon' });

  expect(said).toMatch(/^Shelfwarden cannot start:\n {2}QB_URL: .*\n {2}PROPOSAL_HOURS: .*\n$/);
  expect(code).toBe(78);
  const corrected = await start({ QB_URL: 'http://127.0.0.1:9', PROPOSAL_HOURS: '48' });
  expect(corrected).toEqual(running);
  expect(corrected.said).toContain('qBittorrent is switched off: QB_USERNAME, QB_PASSWORD not set');
});

test('The database was last used by a newer version of this program', {
  timeout: longMs,
}, async () => {
  const backup = await run(['backup-cli.ts'], environment, folder);
  const [file = ''] = backup.said.split('\n');
  await query(`insert into schema_migrations (name) values ('Migration20990101000000_future')`);

  const refused = await start();

  expect(refused.code).toBe(78);
  expect(refused.said).toContain('The database was last used by a newer version of this program');
  const restored = await run(['restore-cli.ts', file, '--replace'], environment, folder);
  expect(restored).toMatchObject({ code: 0 });
  expect(await start()).toEqual(running);
});

test('DATABASE_URL is the database of another program.', { timeout: longMs }, async () => {
  await query('drop schema public cascade; create schema public');
  for (const name of ['books', 'downloads', 'missing_books']) {
    await query(`create table ${name} (id integer)`);
  }

  const refused = await start();

  expect(refused.code).toBe(78);
  expect(refused.said).toContain('DATABASE_URL is the database of another program.');
  expect(await start({ DATABASE_URL: await newDatabase() })).toEqual(running);
});

test.skipIf(process.getuid?.() !== 0)(
  'The built-in database runs as user id',
  async () => {
    const closed = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-closed-'));
    onTestFinished(() => rm(closed, { recursive: true, force: true, maxRetries: 5 }));
    const builtIn = { DATABASE_URL: '', DATA_DIR: path.join(closed, 'data') };

    const refused = await start(builtIn);

    expect(refused.code).toBe(78);
    expect(refused.said).toMatch(/The built-in database runs as user id \d+/);
    expect(refused.said).toContain(`chmod a+x ${closed}`);
    await chmod(closed, 0o711);
    expect(await start(builtIn)).toEqual(running);
  },
  longMs,
);

test('is taken by another program; choose another port', { timeout: longMs }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';

  const refused = await start({ HTTP_PORT: port, HTTP_HOST: '127.0.0.1' });
  const beside = await run(['cli.ts', 'status'], { ...environment, HTTP_PORT: port }, folder);

  expect(refused.code).toBe(78);
  expect(refused.said).toContain(
    `HTTP_PORT: ${port} on 127.0.0.1 is taken by another program; choose another port`,
  );
  expect(beside.code).toBe(0);
  expect(await start()).toEqual(running);
});

test('is now called', { timeout: longMs }, async () => {
  const former = await start({ QBITTORRENT_URL: 'http://127.0.0.1:9' });
  const renamed = await start({ QB_URL: 'http://127.0.0.1:9' });

  expect(former).toEqual(running);
  expect(former.said).toContain('QBITTORRENT_URL is now called QB_URL');
  expect(renamed).toEqual(running);
  expect(renamed.said).not.toContain('is now called');
});
