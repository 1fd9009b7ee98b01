import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readThrough } from '../../src/backup/check-file.ts';
import { openBackup } from '../../src/backup/read-file.ts';
import { writeBackup } from '../../src/backup/write-file.ts';
import { readSnapshot } from '../../src/db/snapshot.ts';
import { UserError } from '../../src/errors.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, connection } = useDatabase();
const value = 'correct horse battery staple, and more';
let folder = '';
const files = { plain: '', sealed: '' };

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  await em().execute(
    `insert into audit (actor_id, actor_name, platform, command, input, outcome)
     select md5(n::text), 'Amy', 'slack', 'queue', '{}', 'ok' from generate_series(1, 5000) n`,
  );
  for (const kind of ['plain', 'sealed'] as const) {
    files[kind] = path.join(folder, kind);
    const secret = kind === 'sealed' ? ({ from: 'BACKUP_KEY', value } as const) : null;
    await readSnapshot(connection(), (snapshot) =>
      writeBackup(files[kind], snapshot, { madeAt: new Date('2026-06-10T04:30:00Z'), secret }),
    );
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function read(file: string, key: string | undefined = value) {
  return await readThrough(await openBackup(file, { BACKUP_KEY: key }));
}

test.each(['plain', 'sealed'] as const)('a %s backup that is whole is read', async (kind) => {
  const tables = await read(files[kind]);

  expect(tables.find(({ name }) => name === 'audit')?.rows).toBe(5000);
});

test.each(['plain', 'sealed'] as const)(
  'no byte of a %s backup can be changed, and no end cut off, without a sentence about it',
  async (kind) => {
    const whole = await readFile(files[kind]);
    const broken = path.join(folder, `${kind}-broken`);
    // Time and system in the head of a gzip say nothing, nor do the bits that fill up its last byte before the sum.
    const idle = whole.indexOf('\n') + 5;
    const filled = kind === 'plain' ? whole.length - 9 : -1;
    const place = fc
      .nat(whole.length - 1)
      .filter((at) => (at < idle || at > idle + 5) && at !== filled);
    const change = fc.oneof(
      fc.record({ at: place, flip: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ cutTo: fc.nat(whole.length - 1) }),
    );
    const property = fc.asyncProperty(change, async (one) => {
      if ('cutTo' in one) {
        await copyFile(files[kind], broken);
        await truncate(broken, one.cutTo);
      } else {
        const bytes = Buffer.from(whole);
        bytes[one.at] = (bytes[one.at] ?? 0) ^ one.flip;
        await writeFile(broken, bytes);
      }

      const error = await read(broken).catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).toMatch(/\.$/);
    });
    await fc.assert(property, {
      numRuns: 60,
      examples: [[{ cutTo: whole.length - 1 }], [{ cutTo: 0 }], [{ at: 0, flip: 1 }]],
    });
  },
  120_000,
);

test('bytes behind the end are noticed', async () => {
  for (const file of Object.values(files)) {
    await writeFile(`${file}-longer`, Buffer.concat([await readFile(file), Buffer.from('more')]));

    await expect(read(`${file}-longer`)).rejects.toThrow('is damaged or cut short.');
  }
});

test('an encrypted backup says which key it needs', async () => {
  await expect(openBackup(files.sealed, {})).rejects.toThrow('with BACKUP_KEY, which is not set.');
  await expect(openBackup(files.sealed, { BACKUP_KEY: value.toUpperCase() })).rejects.toThrow(
    'was encrypted with another BACKUP_KEY',
  );
});

test('an encrypted backup shows nothing of what it holds', async () => {
  const bytes = await readFile(files.sealed);

  expect(bytes.includes('audit')).toBe(false);
  expect(bytes.subarray(bytes.indexOf('\n') + 1).includes(Buffer.from([0x1f, 0x8b, 8]))).toBe(
    false,
  );
});

test('a backup in a newer format is refused by its version', async () => {
  const text = (await readFile(files.plain))
    .toString('latin1')
    .replace('"version":1', '"version":2');
  const newer = path.join(folder, 'newer');
  await writeFile(newer, text, 'latin1');

  await expect(read(newer)).rejects.toThrow(
    'was made by a newer version of this program (format 2, this one reads up to 1).',
  );
});

test('what is no backup, or not there, is named', async () => {
  const other = path.join(folder, 'other');
  await writeFile(other, 'PK\n');

  await expect(read(other)).rejects.toThrow('is no backup of Shelfwarden');
  await expect(read(path.join(folder, 'nowhere'))).rejects.toThrow('There is no file');
});
