import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { makeBackup } from '../../src/backup/make.ts';
import { describeBackup } from '../../src/backup/describe.ts';
import { readThrough } from '../../src/backup/check-file.ts';
import { openBackup } from '../../src/backup/read-file.ts';
import { writeBackup } from '../../src/backup/write-file.ts';
import { createCopies } from '../../src/db/copies.ts';
import { clientOptions } from '../../src/db/listen.ts';
import { mountDisk, mountProblem } from '../support/mounts.ts';
import { day, usePlace } from './place.ts';

const place = usePlace();
const make = (at: string, changes: Record<string, string> = {}) =>
  place.on((em) => makeBackup(place.services(changes), em, day(at)));
const scratches = () =>
  place.run(
    `select datname from pg_database
      where datname = 'shelfwarden_check_' ||
            (select oid from pg_database where datname = current_database())`,
  );

test('a backup is a file for its owner alone, restored for a trial, and a row', async () => {
  const made = await make('10T04:30');

  expect(made).toMatchObject({ check: 'restored', isEncrypted: false, kept: 1 });
  expect((await stat(made.file)).mode & 0o777).toBe(0o600);
  expect(await place.files()).toEqual(['shelfwarden-2026-06-10T04-30-00Z.swb']);
  expect(await place.run('select file, tables, checked, is_encrypted from backups')).toEqual([
    {
      file: 'shelfwarden-2026-06-10T04-30-00Z.swb',
      tables: made.tables,
      checked: 'restored',
      is_encrypted: false,
    },
  ]);
  expect(await scratches()).toEqual([]);
  expect(describeBackup(made)).toMatch(
    /restored for a trial and compared; not encrypted: neither BACKUP_KEY nor SECRET_KEY is set$/,
  );
});

test('with a key it is encrypted', async () => {
  const key = 'correct horse battery staple, and more';
  const made = await make('10T04:30', { SECRET_KEY: key });

  expect(made.isEncrypted).toBe(true);
  const head = (await readFile(made.file)).toString('latin1').split('\n')[0] ?? '';
  expect(JSON.parse(head)).toMatchObject({ encryption: { keyFrom: 'SECRET_KEY' } });
  expect(head).not.toContain(key);
});

test('a backup of a time with another SECRET_KEY opens with the old one', async () => {
  const [old, present] = [
    'the key of last year, 0123456789 abc',
    'the key of this year, 0123456789 abc',
  ];
  const { file } = await make('10T04:30', { SECRET_KEY: old });

  const keys = { SECRET_KEY: present, SECRET_KEY_OLD: ['something else', old] };
  const sums = await readThrough(await openBackup(file, keys));

  expect(sums.length).toBeGreaterThan(10);
  await expect(openBackup(file, { SECRET_KEY: present })).rejects.toThrow(
    'with another SECRET_KEY',
  );
});

test('what goes on being written while it is made is not in it, and harms it not', async () => {
  const { copies } = place.services();
  const file = path.join(place.backups, 'one.swb');
  const tables = await copies.read(async (snapshot) => {
    await place.run(`insert into settings (name, value, updated_by) values ('late', '1', 'Amy')`);
    return await writeBackup(file, snapshot, { madeAt: day('10T04:30'), secret: null });
  });

  expect(tables.find(({ name }) => name === 'settings')?.rows).toBe(0);
  expect(await readThrough(await openBackup(file, {}))).toEqual(tables);
});

test('old ones go, those made before a restore and other files stay', async () => {
  const others = ['shelfwarden-2020-01-01T00-00-00Z-before-restore.swb', 'notes.txt'];
  for (const name of others) await writeFile(path.join(place.backups, name), '');
  for (const at of ['08T04:30', '09T04:30', '10T04:30', '10T05:30']) {
    await make(at, { BACKUP_KEEP: '2d 0w 0m' });
  }

  expect(await place.files()).toEqual([
    'notes.txt',
    'shelfwarden-2020-01-01T00-00-00Z-before-restore.swb',
    'shelfwarden-2026-06-09T04-30-00Z.swb',
    'shelfwarden-2026-06-10T05-30-00Z.swb',
  ]);
  expect(
    await place.run('select made_at from backups where deleted_at is not null order by made_at'),
  ).toEqual([{ made_at: day('08T04:30') }, { made_at: day('10T04:30') }]);
});

test('of two at once one makes the backup, the other says so', async () => {
  const both = await Promise.allSettled([make('10T04:30'), make('10T04:31')]);

  const failed = both.filter((one) => one.status === 'rejected');
  expect(failed).toHaveLength(1);
  expect(String(failed[0]?.reason)).toContain('Another process is making a backup now.');
  expect(await place.files()).toHaveLength(1);
});

test('what a killed process left is removed by the next one', async () => {
  await writeFile(path.join(place.backups, 'shelfwarden-2026-06-09T04-30-00Z.swb.part'), 'half');
  const client = new pg.Client(clientOptions(place.connection()));
  await client.connect();
  const { rows } = await client.query(
    'select oid from pg_database where datname = current_database()',
  );
  await client.query(`create database shelfwarden_check_${rows[0].oid}`);
  await client.end();

  await make('10T04:30');

  expect(await place.files()).toEqual(['shelfwarden-2026-06-10T04-30-00Z.swb']);
  expect(await scratches()).toEqual([]);
});

test('an account that may make no databases has its backups read, and is told so', async () => {
  const [{ name } = { name: '' }] = await place.run('select current_database() as name');
  const role = `plain_${String(name)}`;
  await place.run(`create role ${role} login`);
  await place.run(`grant pg_read_all_data, pg_write_all_data to ${role}`);
  const url = new URL(place.environment['DATABASE_URL'] ?? '');
  url.username = role;
  try {
    const services = { ...place.services(), copies: createCopies({ clientUrl: url.href }) };
    const made = await place.on((em) => makeBackup(services, em, day('10T04:30')));

    expect(made.check).toBe('read');
    expect(describeBackup(made)).toContain(
      'readable, not restored: the database account may not create databases',
    );
  } finally {
    await place.run(`drop owned by ${role}`);
    await place.run(`drop role ${role}`);
  }
});

test.runIf(mountProblem() === null)(
  'a full disk fails it with a sentence, and leaves nothing',
  async () => {
    const disk = mountDisk('size=1m');
    try {
      await place.run(
        `insert into covers (url, type, bytes, fetched_at)
       select n::text, 'image/png', decode(string_agg(md5(random()::text), ''), 'hex'), now()
         from generate_series(1, 60) n, generate_series(1, 4000) m group by n`,
      );

      await expect(make('10T04:30', { BACKUP_DIR: disk.folder })).rejects.toThrow(
        `There is no room left in ${disk.folder} for a backup.`,
      );
      expect(await place.run('select * from backups')).toEqual([]);
      expect(await readdir(disk.folder)).toEqual([]);
    } finally {
      disk.unmount();
    }
  },
);
