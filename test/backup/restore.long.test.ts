import { Migrator } from '@mikro-orm/migrations';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeBackup } from '../../src/backup/make.ts';
import { writeBackup } from '../../src/backup/write-file.ts';
import { migrationsPath, openOrm } from '../../src/db/orm.ts';
import { readSnapshot } from '../../src/db/snapshot.ts';
import { restore } from '../../src/restore.ts';
import { day, usePlace } from './place.ts';
import { everyRow, fillEveryTable } from './rows.ts';

const place = usePlace();
const make = () => place.on((em) => makeBackup(place.services(), em, day('10T04:30')));
const put = (name: string) =>
  place.run(`insert into settings (name, value, updated_by) values ('${name}', '1', 'Amy')`);
const settings = async () =>
  (await place.run('select name from settings order by name')).map(({ name }) => name);
const bringBack = (file: string, isReplacing = true) =>
  restore(place.environment, { file, isReplacing, now: day('12T10:00') });
const empty = (url?: string) => place.run('drop schema public cascade; create schema public', url);

test('an empty database gets everything, but for what is taken back and the mark', async () => {
  await place.on(fillEveryTable);
  const { file } = await make();
  const before = await place.on(everyRow);
  await empty();

  const restored = await bringBack(file, false);

  const after = await place.on(everyRow);
  const changed = Object.keys(before).filter(
    (name) => before[name]?.join() !== after[name]?.join(),
  );
  // What is sealed with which key is looked at by the next start.
  expect(changed).toEqual(['backups', 'restores', 'seal_key']);
  expect(restored).toMatchObject({ madeAt: day('10T04:30'), kept: null });
});

test('what is there is replaced only if that is said, and kept in a backup', async () => {
  await put('old');
  const { file } = await make();
  await put('new');

  await expect(bringBack(file, false)).rejects.toThrow('it would be replaced.');
  expect(await settings()).toEqual(['new', 'old']);

  const { kept } = await bringBack(file);
  expect(await settings()).toEqual(['old']);

  expect(path.basename(kept?.file ?? '')).toBe(
    'shelfwarden-2026-06-12T10-00-00Z-before-restore.swb',
  );
  const second = { file: kept?.file ?? '', isReplacing: true, now: day('12T11:00') };
  await restore(place.environment, second);
  expect(await settings()).toEqual(['new', 'old']);
});

test('nothing is touched while anybody works on the database', async () => {
  const { file } = await make();
  await put('new');
  const bot = await openOrm(place.connection(), 1);
  await bot.em.fork().execute('select 1');

  await expect(bringBack(file)).rejects.toThrow('A bot or another program is working');

  await bot.close();
  expect(await settings()).toEqual(['new']);
  expect(await place.files()).toHaveLength(1);
});

test('a backup of an older version is brought up to date', async () => {
  const old = await place.addDatabase();
  await empty(old);
  const names = readdirSync(migrationsPath)
    .map((file) => path.parse(file).name)
    .toSorted((a, b) => a.localeCompare(b));
  const orm = await openOrm({ clientUrl: old }, 2, { extensions: [Migrator] });
  await orm.migrator.up({ migrations: names.slice(0, 12) });
  await orm.em
    .fork()
    .execute(`insert into settings (name, value, updated_by) values ('old', '1', 'Amy')`);
  await orm.close();
  const file = path.join(place.backups, 'old.swb');
  await readSnapshot({ clientUrl: old }, (snapshot) =>
    writeBackup(file, snapshot, { madeAt: day('10T04:30'), secret: null }),
  );

  await bringBack(file);

  expect(await settings()).toEqual(['old']);
  const executed = await place.run('select name from schema_migrations order by name');
  expect(executed.map(({ name }) => name)).toEqual(names);
});

test('a backup of a newer version is refused, and so is one over tables of another program', async () => {
  await place.run(`insert into schema_migrations (name) values ('Migration29990101000000_future')`);
  const { file, check } = await make();
  expect(check).toBe('read');

  await expect(bringBack(file)).rejects.toThrow(
    'was made by a newer version of this program (it has Migration29990101000000_future).',
  );

  await place.run(`delete from schema_migrations where name like '%future'`);
  const { file: good } = await place.on((em) => makeBackup(place.services(), em, day('11T04:30')));
  await empty();
  await place.run('create table strangers (id int)');
  await expect(bringBack(good)).rejects.toThrow('tables that are not of this program');
  expect(await place.run('select * from strangers')).toEqual([]);
});

test('a database that a newer version has changed goes back to a backup made before', async () => {
  await put('old');
  const { file } = await make();
  await place.run('create table future (id int)');
  await place.run(`insert into schema_migrations (name) values ('Migration29990101000000_future')`);

  const { kept } = await bringBack(file);

  expect(kept?.check).toBe('read');
  expect(await settings()).toEqual(['old']);
  expect(await place.run(`select to_regclass('future') as future`)).toEqual([{ future: null }]);
});

test('what was going to be bought is taken back and decided anew; what was sent is looked for', async () => {
  await place.run(
    `insert into purchases (key, kind, status, amount, actor, reason, intended_at, proposed_at)
     values ('a', 'vip', 'intended', 4, 'bot', 'r', now(), null),
            ('b', 'upload', 'proposed', 50, 'bot', 'r', now(), now()),
            ('c', 'wedge', 'sent', 1, 'bot', 'r', now(), null)`,
  );
  const { file } = await make();

  await bringBack(file);

  expect(await place.run('select key, status, is_spent from purchases order by key')).toEqual([
    { key: 'a', status: 'withdrawn', is_spent: null },
    { key: 'b', status: 'withdrawn', is_spent: null },
    { key: 'c', status: 'sent', is_spent: null },
  ]);
  expect(await place.run(`select payload from outbox where topic = 'card'`)).toEqual([
    { payload: { subject: expect.stringMatching(/^purchase:\d+$/) } },
  ]);
});

test('no number that was given out since the backup is given out again', async () => {
  const book = () =>
    place.run(`insert into books (abs_id, title) values (gen_random_uuid(), 'A') returning id`);
  await book();
  const { file } = await make();
  const [since] = await book();

  await bringBack(file);

  const [next] = await book();
  expect(Number(next?.['id'])).toBeGreaterThan(Number(since?.['id']) + 1000);
});

test('the session with the tracker goes on as it is now, not as it was', async () => {
  const setTo = (cookie: string, url?: string) =>
    place.run(`update tracker_session set cookie_sealed = '${cookie}', state = 'fallback'`, url);
  const cookie = () =>
    place.run(`select convert_from(cookie_sealed, 'UTF8') as cookie, state from tracker_session`);
  await setTo('old');
  const { file } = await make();
  await setTo('new');

  await bringBack(file);

  expect(await cookie()).toEqual([{ cookie: 'new', state: 'fallback' }]);
  await empty();
  await bringBack(file, false);
  expect(await cookie()).toEqual([{ cookie: 'old', state: 'fallback' }]);
});
