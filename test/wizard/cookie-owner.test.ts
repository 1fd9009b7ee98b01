import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { ownerOf } from '../../src/wizard/cookie-owner.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

test('where no bot ever was, nobody has the cookie', async () => {
  const config = loadConfig({ DATA_DIR: await makeTemporaryFolder() });

  expect(await ownerOf('cookie', config)).toBe('nobody');
});

test('whether a bot has it is unknown while its database does not run or does not answer', async () => {
  const folder = await makeTemporaryFolder();
  await mkdir(path.join(folder, 'postgres'));
  await writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '18\n');
  const away = 'postgresql://somebody@127.0.0.1:9/shelf';

  expect(await ownerOf('cookie', loadConfig({ DATA_DIR: folder }))).toBe('unknown');
  expect(await ownerOf('cookie', loadConfig({ DATABASE_URL: away }))).toBe('unknown');
});
