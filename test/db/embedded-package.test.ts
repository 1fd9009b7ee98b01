import { execFile } from 'node:child_process';
import { mkdir, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyForEveryone, restoreLinks } from '../../src/db/embedded-package.ts';
import { ConfigError } from '../../src/errors.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);

let folder = '';
let library = '';

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  library = path.join(folder, 'package/native/lib');
  await mkdir(library, { recursive: true });
  await writeFile(path.join(library, 'libword.so.6.18'), 'code');
  await writeFile(path.join(folder, 'package/package.json'), '{"version":"18.4.0"}');
  await listLinks([
    { source: 'native/lib/libword.so.6.18', target: 'native/lib/libword.so' },
    { source: 'native/lib/libword.so.6.18', target: 'native/lib/libword.so.6' },
  ]);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function listLinks(links: { source: string; target: string }[]): Promise<void> {
  await writeFile(path.join(folder, 'package/native/pg-symlinks.json'), JSON.stringify(links));
}

test('missing library links are made again, and those in place are kept', async () => {
  await restoreLinks(path.join(folder, 'package'));
  await restoreLinks(path.join(folder, 'package'));

  expect(await readlink(path.join(library, 'libword.so'))).toBe('libword.so.6.18');
  expect(await readlink(path.join(library, 'libword.so.6'))).toBe('libword.so.6.18');
});

test('a package without a list of links needs none', async () => {
  await restoreLinks(path.join(folder, 'no-such-package'));

  expect(await readdir(library)).toEqual(['libword.so.6.18']);
});

test('a link that cannot be made is a problem with what to do', async () => {
  await listLinks([{ source: 'native/lib/libword.so.6.18', target: 'native/none/libword.so' }]);

  const refusal = await restoreLinks(path.join(folder, 'package')).catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(ConfigError);
  expect(String(refusal)).toContain('npm rebuild');
});

test('a closed package is copied once to where every account may read it', async () => {
  await restoreLinks(path.join(folder, 'package'));
  await run('chmod', ['-R', 'go=', path.join(folder, 'package')]);
  const cache = path.join(folder, 'cache');

  const copy = await copyForEveryone(path.join(folder, 'package'), cache);
  const again = await copyForEveryone(path.join(folder, 'package'), cache);

  expect(again).toBe(copy);
  expect(await readdir(cache)).toEqual(['postgres-18.4.0']);
  expect((await stat(path.join(copy, 'native/lib'))).mode & 0o777).toBe(0o755);
  expect((await stat(path.join(copy, 'native/lib/libword.so'))).mode & 0o777).toBe(0o644);
  expect(await readlink(path.join(copy, 'native/lib/libword.so'))).toBe('libword.so.6.18');
});

test('a copy that cannot be made is a problem with what to do', async () => {
  await writeFile(path.join(folder, 'cache'), 'a file, not a folder');

  const refusal = await copyForEveryone(
    path.join(folder, 'package'),
    path.join(folder, 'cache'),
  ).catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(ConfigError);
  expect(String(refusal)).toContain('/opt');
});
