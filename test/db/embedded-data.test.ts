import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { findServerUser } from '../../src/db/embedded-user.ts';
import { ConfigError, ExternalError } from '../../src/errors.ts';
import { isRoot, useDataFolder } from '../support/embedded.ts';

const place = useDataFolder();

test('data of another major version are refused with what to do', async () => {
  await mkdir(place.dataDir);
  await writeFile(path.join(place.dataDir, 'PG_VERSION'), '17\n');

  const refusal = await place.start().catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(ConfigError);
  expect(String(refusal)).toMatch(/written by PostgreSQL 17.* PostgreSQL 18.*backup/);
});

test('what an interrupted first start left is cleared away', async () => {
  await mkdir(`${place.dataDir}.init/base`, { recursive: true });
  await writeFile(`${place.dataDir}.init/PG_VERSION`, '18\n');

  await place.start();

  expect(await readdir(place.folder)).not.toContain('data.init');
  expect(await readdir(place.dataDir)).toContain('postmaster.pid');
});

test('a folder with other files in it is refused and left alone', async () => {
  await mkdir(place.dataDir);
  await writeFile(path.join(place.dataDir, 'notes.txt'), 'mine');

  await expect(place.start()).rejects.toThrow(ConfigError);

  expect(await readFile(path.join(place.dataDir, 'notes.txt'), 'utf8')).toBe('mine');
});

test('a server that cannot start is reported with its own words', async () => {
  await place.copyPreparedData();

  const failure = await place.start({ shared_buffers: 'plenty' }).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(ExternalError);
  expect(String(failure)).toContain('invalid value for parameter "shared_buffers"');
});

test('a temporary folder with a long path is not used for the socket', async () => {
  await place.copyPreparedData();
  const long = path.join(place.folder, 'x'.repeat(100));
  await mkdir(long);
  vi.stubEnv('TMPDIR', long);

  const server = await place.start();

  expect(path.dirname(server.host)).toBe('/tmp');
});

test.runIf(isRoot)('run by root, the data are handed to the account of the server', async () => {
  await place.copyPreparedData();
  expect((await stat(path.join(place.dataDir, 'base'))).uid).toBe(0);

  await place.start();

  const { uid } = await findServerUser();
  expect((await stat(place.dataDir)).uid).toBe(uid);
  expect((await stat(path.join(place.dataDir, 'base'))).uid).toBe(uid);
});

test.runIf(isRoot)('run by root, a folder closed to the server account is named', async () => {
  await chmod(place.folder, 0o700);

  await expect(place.start()).rejects.toThrow(`may not enter ${place.folder}.`);
});
