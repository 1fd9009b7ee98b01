import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Actor } from '../../src/command/actor.ts';
import type { Reply } from '../../src/command/reply.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { audio, openPipeline, type Pipeline } from './pipeline.ts';

const folderName = 'Ann Author - A Long Tale (2020) [MP3]';

/** A folder in the category's folder that no torrent stands behind. */
async function leaveFolder({ downloads }: Pipeline, name = folderName): Promise<string> {
  const folder = path.join(downloads, name);
  await mkdir(path.join(folder, 'CD 1'), { recursive: true });
  await writeFile(path.join(folder, 'CD 1', '01.mp3'), audio('one'));
  await writeFile(path.join(folder, 'cover.jpg'), 'a picture');
  return folder;
}

/** The choices of the select that fills a field. */
function optionsOf(reply: Reply, field: string): { label: string; value: string }[] {
  return reply.blocks.flatMap((block) =>
    block.kind === 'select' && block.select.field === field ? block.select.options : [],
  );
}

const stateOf = ({ rows }: Pipeline) =>
  rows<{ status: string; status_reason: string; stop_reason: string | null }>(
    'select status, status_reason, stop_reason from downloads order by id',
  );

test('a folder nobody knows is listed, matched by its name, chosen, linked and announced', async (context) => {
  const pipeline = await openPipeline(context);
  const folder = await leaveFolder(pipeline);
  await pipeline.download('A Known One', [{ path: '01.mp3', bytes: audio('known') }]);
  const book = await pipeline.want('A Long Tale');
  await pipeline.want('Another Book');

  const list = await pipeline.type('import');
  const asked = await pipeline.type('import', { path: folderName });
  const again = await pipeline.type('import', { path: folderName });
  const waiting = await pipeline.type('import');
  const started = await pipeline.type('import', { download: 2, book });
  await pipeline.follow();

  expect(optionsOf(list, 'path')).toEqual([{ label: folderName, value: folderName }]);
  expect(optionsOf(asked, 'book')).toEqual([
    { label: 'A Long Tale by Ann Author', value: String(book) },
  ]);
  expect(textOf(asked)).toContain('the name has the title and the author');
  expect(again).toEqual(asked);
  expect(optionsOf(waiting, 'path')).toEqual([]);
  expect(optionsOf(waiting, 'download')).toEqual([{ label: folderName, value: '2' }]);
  expect(started.title).toBe('Importing: A Long Tale');
  const shelved = path.join(pipeline.library, 'Ann Author', 'A Long Tale', 'CD 1', '01.mp3');
  expect((await stat(shelved)).ino).toBe((await stat(path.join(folder, 'CD 1', '01.mp3'))).ino);
  const story = textOf((await pipeline.alerts()).at(-1) as Reply);
  expect(story).toContain('pieces not checked: no torrent is known; decoding not checked');
  const [missing] = await pipeline.rows(
    `select download_status, is_wanted from missing_books where id = ${book}`,
  );
  expect(missing).toEqual({ download_status: 'completed', is_wanted: false });
});

test('a folder whose torrent the client has is checked piece by piece', async (context) => {
  const pipeline = await openPipeline(context);
  const files = [{ path: '01.mp3', bytes: audio('one') }];
  const { infoHash } = await pipeline.seed('Some Folder', files);

  await pipeline.type('import', {
    path: 'Some Folder',
    title: 'A Long Tale',
    author: 'Ann Author',
  });
  await pipeline.follow();

  expect(
    await pipeline.rows(
      `select status, integrity_report->>'status' as checked, qbittorrent_hash from downloads`,
    ),
  ).toEqual([{ status: 'completed', checked: 'pieces-ok', qbittorrent_hash: infoHash }]);
});

test('a folder that differs from its torrent stops, and the torrent is left alone', async (context) => {
  const pipeline = await openPipeline(context);
  const files = [{ path: '01.mp3', bytes: audio('one') }];
  await pipeline.seed('Some Folder', files);
  const other = Buffer.from(files[0]?.bytes ?? '');
  other[5000] = (other[5000] ?? 0) ^ 1;
  await writeFile(path.join(pipeline.downloads, 'Some Folder', '01.mp3'), other);

  await pipeline.type('import', {
    path: 'Some Folder',
    title: 'A Long Tale',
    author: 'Ann Author',
  });
  await pipeline.follow();

  expect(await stateOf(pipeline)).toMatchObject([
    {
      status: 'stopped',
      stop_reason: 'bad-content',
      status_reason: expect.stringMatching(/1 of \d+ pieces differ/),
    },
  ]);
  expect(pipeline.world.downloadClient.torrents.size).toBe(1);
  expect(await readdir(pipeline.library)).not.toContain('Ann Author');
});

test('a folder the client has not finished waits for it', async (context) => {
  const pipeline = await openPipeline(context);
  const files = [
    { path: '01.mp3', bytes: audio('one') },
    { path: '02.mp3', bytes: audio('two') },
  ];
  await pipeline.seed('Some Folder', files, files.slice(0, 1));

  await pipeline.type('import', {
    path: 'Some Folder',
    title: 'A Long Tale',
    author: 'Ann Author',
  });
  const list = await pipeline.type('import');
  await pipeline.follow();
  const [stopped] = await stateOf(pipeline);
  await writeFile(path.join(pipeline.downloads, 'Some Folder', '02.mp3'), files[1]?.bytes ?? '');
  const [torrent] = pipeline.world.downloadClient.torrents.values();
  torrent?.have.fill(true);
  await pipeline.type('retry', { download: 1 });
  await pipeline.follow();

  expect(optionsOf(list, 'path')).toEqual([]);
  expect(stopped).toMatchObject({
    stop_reason: 'still-downloading',
    status_reason: expect.stringMatching(/only \d\d % of it/),
  });
  expect(await stateOf(pipeline)).toMatchObject([{ status: 'completed' }]);
});

test.for([
  ['a program', 'setup.exe', 'forbidden-file', /setup\.exe: it is a program/],
  ['an archive', 'book.zip', 'forbidden-file', /book\.zip: it is an archive/],
  ['half a file', '02.mp3.!qB', 'still-downloading', /02\.mp3\.!qB is not completely downloaded/],
] as const)(
  'a folder with %s stops with its name and buttons',
  async ([, name, reason, text], context) => {
    const pipeline = await openPipeline(context);
    const folder = await leaveFolder(pipeline);
    await writeFile(path.join(folder, name), 'x');

    await pipeline.type('import', { path: folderName, title: 'A Long Tale', author: 'Ann Author' });
    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject([
      { status: 'stopped', stop_reason: reason, status_reason: expect.stringMatching(text) },
    ]);
    const [alert] = await pipeline.alerts();
    expect(buttonsOf(alert as Reply).map(({ label }) => label)).toEqual(['Try again', 'Ignore']);
    expect(await readdir(pipeline.library)).not.toContain('Ann Author');
  },
);

test('links are refused wherever they lead, and nothing outside is read', async (context) => {
  const pipeline = await openPipeline(context);
  const outside = path.join(pipeline.folder, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, 'secret.mp3'), audio('secret'));
  const folder = await leaveFolder(pipeline);
  await symlink(path.join(outside, 'secret.mp3'), path.join(folder, 'CD 1', '02.mp3'));
  await symlink(outside, path.join(pipeline.downloads, 'Linked Folder'));
  const book = { title: 'A Long Tale', author: 'Ann Author' };

  await pipeline.type('import', { path: folderName, ...book });
  await pipeline.follow();
  await pipeline.type('import', { path: 'Linked Folder', title: 'Another', author: 'Ann Author' });
  await pipeline.type('import', {
    path: 'Linked Folder/secret.mp3',
    title: 'A Third',
    author: 'Ann Author',
  });
  const list = await pipeline.type('import');
  await pipeline.follow();

  expect(await stateOf(pipeline)).toMatchObject([
    {
      stop_reason: 'not-importable',
      status_reason: expect.stringContaining('02.mp3 is a symbolic link'),
    },
    {
      stop_reason: 'not-importable',
      status_reason: expect.stringContaining('reached through a symbolic link'),
    },
    {
      stop_reason: 'not-importable',
      status_reason: expect.stringContaining('reached through a symbolic link'),
    },
  ]);
  expect(optionsOf(list, 'path')).toEqual([]);
  expect(await readdir(pipeline.library)).not.toContain('Ann Author');
});

test('only a plain name below the folder of the category can be taken up', async (context) => {
  const pipeline = await openPipeline(context);
  const names = [
    '/etc',
    '../library',
    'a/../../b',
    '.',
    'a//b',
    'C:\\Windows',
    '\\\\nas\\share',
    '//x',
  ];
  const book = { title: 'A Long Tale', author: 'Ann Author' };

  const asked = await Promise.allSettled(
    names.map((name) => pipeline.type('import', { path: name, ...book })),
  );

  expect(asked.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
    names.map(() => 'bad_input'),
  );
  expect(await pipeline.rows('select 1 from downloads')).toEqual([]);
});

test('a torrent that a person added and nobody knew is imported when its book is chosen', async (context) => {
  const pipeline = await openPipeline(context);
  const { infoHash } = await pipeline.seed('Somebody’s Torrent', [
    { path: '01.mp3', bytes: audio('one') },
  ]);
  await pipeline.rows(
    `insert into downloads (title, source, status, status_reason, qbittorrent_hash, save_path)
     values ('Somebody’s Torrent', 'Manual', 'stopped', 'it matches no wanted book', '${infoHash}', '${pipeline.downloads}')
     returning id`,
  );
  const book = await pipeline.want('A Long Tale');

  const list = await pipeline.type('import');
  await pipeline.type('import', { download: 1, book });
  await pipeline.follow();

  expect(optionsOf(list, 'download')).toEqual([{ label: 'Somebody’s Torrent', value: '1' }]);
  expect(
    await pipeline.rows(
      `select status, integrity_report->>'status' as checked, title from downloads`,
    ),
  ).toEqual([{ status: 'completed', checked: 'pieces-ok', title: 'A Long Tale' }]);
  expect(await readdir(path.join(pipeline.library, 'Ann Author', 'A Long Tale'))).toEqual([
    '01.mp3',
  ]);
});

test('of two people who choose different books at once, one is told that the other was faster', async (context) => {
  const pipeline = await openPipeline(context);
  await leaveFolder(pipeline);
  await pipeline.type('import', { path: folderName });
  const books = [await pipeline.want('A Long Tale'), await pipeline.want('A Short Tale')];

  const asked = await Promise.allSettled(
    books.map((book) => pipeline.type('import', { download: 1, book })),
  );

  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [loser] = asked.filter((one) => one.status === 'rejected');
  expect(loser?.reason).toMatchObject({ code: 'conflict', message: 'Download 1 is checking.' });
  const statuses = await pipeline.rows(
    'select download_status from missing_books order by download_status',
  );
  expect(statuses).toEqual([{ download_status: 'downloading' }, { download_status: 'identified' }]);
});

test('a book that is on the shelf or on its way is not imported a second time', async (context) => {
  const pipeline = await openPipeline(context);
  await leaveFolder(pipeline);
  await pipeline.download('A Known One', [{ path: '01.mp3', bytes: audio('known') }]);
  await pipeline.type('import', { path: folderName });

  const onItsWay = pipeline.type('import', { download: 2, book: 1 });
  await expect(onItsWay).rejects.toMatchObject({ message: '"A Known One" is on its way already.' });
  await pipeline.follow();
  await pipeline.type('import', { download: 2, book: 1 });
  await pipeline.follow();

  const [, second] = await stateOf(pipeline);
  expect(second).toMatchObject({ status: 'stopped', stop_reason: 'owned-edition' });
  expect(second?.status_reason).toMatch(/^known is on the shelf already, /);
});

test('book and folder can be said in one word, and a wrong book corrected while it is stopped', async (context) => {
  const pipeline = await openPipeline(context);
  await leaveFolder(pipeline);
  const [wrong, right] = [await pipeline.want('A Short Tale'), await pipeline.want('A Long Tale')];
  await pipeline.type('import', { path: folderName, book: wrong, folder: 'Somewhere/Else' });
  await pipeline.rows(`update downloads set status = 'stopped' returning id`);

  await pipeline.type('import', { download: 1, book: right, folder: 'Ann Author/Other Tales' });
  await pipeline.follow();

  const books = await pipeline.rows('select title, download_status from missing_books order by id');
  expect(books).toEqual([
    { title: 'A Short Tale', download_status: 'identified' },
    { title: 'A Long Tale', download_status: 'completed' },
  ]);
  expect(await readdir(path.join(pipeline.library, 'Ann Author', 'Other Tales'))).toHaveLength(2);
});

test.for(['', 'a//b', '../a', 'a/..', 'a/b/c/d', 'CON', 'a:b', '.hidden', 'a\\b'])(
  '"%s" is no folder of the library',
  async (folder, context) => {
    const pipeline = await openPipeline(context);
    await leaveFolder(pipeline);
    const book = await pipeline.want('A Long Tale');

    const asked = pipeline.type('import', { path: folderName, book, folder });

    await expect(asked).rejects.toMatchObject({ code: 'bad_input' });
    expect(await pipeline.rows('select 1 from downloads')).toEqual([]);
  },
);

test('a proposal that is open for the chosen book is withdrawn with the reason', async (context) => {
  const pipeline = await openPipeline(context);
  await leaveFolder(pipeline);
  const book = await pipeline.want('A Long Tale');
  await pipeline.rows(
    `insert into proposals (missing_book_id, status, opened_at, expires_at)
     values (${book}, 'open', now(), now() + interval '1 day') returning id`,
  );

  await pipeline.type('import', { path: folderName, book });

  expect(await pipeline.rows('select status, decision_reason from proposals')).toEqual([
    { status: 'superseded', decision_reason: 'a folder is imported for it' },
  ]);
});

test('ignoring closes it without touching a file, and it can be taken up again', async (context) => {
  const pipeline = await openPipeline(context);
  const folder = await leaveFolder(pipeline);
  const asked = await pipeline.type('import', { path: folderName });
  const [ignore] = buttonsOf(asked);

  await pipeline.type(ignore?.runs ?? '', ignore?.input ?? {});

  expect(ignore?.label).toBe('Ignore');
  expect(await stateOf(pipeline)).toMatchObject([
    { status: 'cancelled', status_reason: expect.stringMatching(/: ignored$/) },
  ]);
  expect((await readdir(folder)).sort()).toEqual(['CD 1', 'cover.jpg']);
  await pipeline.type('import', { path: folderName });
  expect(await stateOf(pipeline)).toHaveLength(2);
});

test('files of a download that was given up can be imported for another book', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('The Wrong Book', [{ path: '01.mp3', bytes: audio('one') }]);
  await pipeline.type('cancel', { download: 1 });

  await pipeline.type('import', { path: 'The Wrong Book', title: 'A Tale', author: 'Ann Author' });
  await pipeline.follow();

  expect(
    await pipeline.rows(
      `select status, title, integrity_report->>'status' as checked from downloads order by id`,
    ),
  ).toEqual([
    { status: 'cancelled', title: 'The Wrong Book', checked: null },
    { status: 'completed', title: 'A Tale', checked: 'pieces-ok' },
  ]);
});

test('members may not import', async (context) => {
  const pipeline = await openPipeline(context);
  const member: Actor = { id: '1', name: 'Mo', platform: 'room', role: 'member' };

  const asked = pipeline.type('import', {}, member);

  await expect(asked).rejects.toMatchObject({ code: 'not_allowed' });
});

test('without a way to the folder of the category the list says why', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.type('settings', { name: 'PATH_MAP', value: `${pipeline.downloads}=/nowhere` });

  const list = await pipeline.type('import');

  expect(textOf(list)).toContain(
    `qBittorrent says ${pipeline.downloads}, which is not there for this program; set PATH_MAP.`,
  );
});
