import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createSeal, sealingKeys } from '../../src/db/seal.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { createDatabaseUrl } from './test-bot.ts';

const keys = {
  first: 'the-first-key-of-this-machine-0123456789',
  second: 'the-second-key-of-this-machine-9876543210',
};

test('a new SECRET_KEY needs the old one for one start; without it nothing starts and nothing is lost', async () => {
  const folder = await makeTemporaryFolder();
  const database = await createDatabaseUrl();
  const run = async (program: string, environment: Record<string, string>, ...words: string[]) => {
    const file = path.resolve(import.meta.dirname, `../../src/${program}.ts`);
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_DIR: folder };
    const child = spawn(process.execPath, [file, ...words], {
      cwd: folder,
      env: { ...env, ...environment },
    });
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { said: out + err, code: code as number };
  };
  const client = new pg.Client(database.url);
  await client.connect();
  const stored = async () => {
    const { rows } = await client.query<{ sealed: Buffer }>(
      'select cookie_sealed as sealed from tracker_session',
    );
    return rows[0]?.sealed ?? Buffer.alloc(0);
  };
  const keyOf = (SECRET_KEY: string) =>
    sealingKeys({ SECRET_KEY, SECRET_KEY_OLD: [] }, folder).present;

  await run('migrate-cli', { SECRET_KEY: keys.first });
  const sealed = createSeal(keyOf(keys.first)).close(Buffer.from('the cookie'));
  await client.query('update tracker_session set cookie_sealed = $1', [sealed]);
  const wrong = await run('cli', { SECRET_KEY: keys.second }, 'status');
  const untouched = await stored();
  const rotated = await run(
    'cli',
    { SECRET_KEY: keys.second, SECRET_KEY_OLD: keys.first },
    'status',
  );
  const anew = await stored();
  const later = await run('cli', { SECRET_KEY: keys.second }, 'status');
  const back = await run('migrate-cli', { SECRET_KEY: keys.first });
  const forgotten = await run('reseal-cli', { SECRET_KEY: keys.first }, '--forget');
  const gone = await stored();
  await client.end();
  await database.drop();

  expect(wrong.code).toBe(78);
  expect(wrong.said).toMatch(
    /SECRET_KEY: .*\(the tracker session \(1\)\); nothing was changed\. Put the old key back/,
  );
  expect(untouched).toEqual(sealed);
  expect([rotated.code, later.code, back.code]).toEqual([0, 0, 78]);
  expect(createSeal(keyOf(keys.second)).open(anew).toString()).toBe('the cookie');
  expect([forgotten.code, forgotten.said]).toEqual([0, 'Encrypted anew: 0. Forgotten: 1.\n']);
  expect(gone).toHaveLength(0);
  for (const { said } of [wrong, rotated, later, back]) {
    for (const key of Object.values(keys)) expect(said).not.toContain(key);
  }
}, 120_000);
