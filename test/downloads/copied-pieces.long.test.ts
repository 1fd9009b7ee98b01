import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, type TestContext, test } from 'vitest';
import { openServices } from '../../src/app.ts';
import { followDownloads } from '../../src/downloads/follow.ts';
import { ffmpegAvailable } from '../support/audio.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { audio, type BookFile, openPipeline, type Pipeline } from './pipeline.ts';

const run = promisify(execFile);
const megabyte = 1024 * 1024;

/** Two parts, and between them something nobody wants: pieces reach across all three. */
const book = (seconds = 20): BookFile[] => [
  { path: '01.mp3', bytes: audio('one', seconds) },
  { path: '01.txt', bytes: Buffer.from('words of the uploader') },
  { path: '02.mp3', bytes: audio('two', seconds) },
];

/** One byte of a file in the download folder is another one. */
async function damage({ downloads }: Pipeline, file: string, at: number): Promise<void> {
  await using handle = await open(path.join(downloads, 'A Tale', file), 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
}

const stateOf = async (pipeline: Pipeline) =>
  (
    await pipeline.rows<{ story: string; [name: string]: unknown }>(
      `select status, stop_reason, integrity_status, integrity_report->>'status' as checked,
              (select string_agg(detail, ' | ' order by e.id) from download_events e where e.download_id = d.id) as story
         from downloads d`,
    )
  )[0];

/** Everything in the library that was not there before, hidden files as well. */
function newInLibrary(folder: string, before: readonly string[] = []): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => !before.includes(file)).sort();
}

const asked = ({ world }: Pipeline) =>
  world.downloadClient.requests.map(({ kind }) => kind).filter((kind) => /add$|delete$/.test(kind));

test('a copied book is read once: the reading that copies it checks its pieces', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  const size = 40 * megabyte;
  await pipeline.download('A Tale', [
    { path: '01.mp3', bytes: Buffer.alloc(size, 'sound of many hours ') },
  ]);

  const script = path.join(import.meta.dirname, 'follow-and-count.ts');
  const { stdout } = await run(process.execPath, [script, JSON.stringify(pipeline.parameters)]);

  const state = await stateOf(pipeline);
  expect(state).toMatchObject({ status: 'completed', checked: 'pieces-ok' });
  expect(state?.story).toMatch(
    /its pieces are checked while it is copied; .*\| pieces ok \(\d+\); 1 file copied into Ann Author/,
  );
  expect(Number(stdout)).toBeGreaterThanOrEqual(size);
  expect(Number(stdout)).toBeLessThan(size * 1.2);
});

test('the copies are the book, and no link of what is seeded', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  await pipeline.download('A Tale', book());

  await pipeline.follow();

  const shelf = path.join(pipeline.library, 'Ann Author', 'A Tale {Nora Voice}');
  expect(readdirSync(shelf)).toEqual(['01.mp3', '02.mp3']);
  expect(await readFile(path.join(shelf, '02.mp3'))).toEqual(audio('two'));
  expect(statSync(path.join(shelf, '02.mp3')).nlink).toBe(1);
});

test('a piece that differs is found by the copy: nothing reaches the library, and it is fetched again', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  const before = newInLibrary(pipeline.library);
  await pipeline.download('A Tale', book());
  await damage(pipeline, '02.mp3', 500);

  await pipeline.follow();

  const state = await stateOf(pipeline);
  expect(state).toMatchObject({ status: 'downloading', integrity_status: 'redownloading' });
  expect(state?.story).toMatch(
    /pieces are checked while it is copied.*\| A Tale\/\S+ .*1 of \d+ pieces differ.*fetches those parts again/,
  );
  await pipeline.follow();
  expect(asked(pipeline)).toEqual(['torrents/add', 'torrents/delete', 'torrents/add']);
  expect(newInLibrary(pipeline.library, before)).toEqual([]);
});

test('cut off between taking the torrent out and adding it again, it is added again', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  await pipeline.download('A Tale', book());
  await damage(pipeline, '02.mp3', 500);
  await pipeline.follow();
  const { torrents } = pipeline.world.downloadClient;
  const [infoHash = ''] = torrents.keys();
  await pipeline.services.qbittorrent?.remove([infoHash], { deleteFiles: false });

  await pipeline.follow();

  expect([...torrents.keys()]).toEqual([infoHash]);
  expect(asked(pipeline)).toEqual(['torrents/add', 'torrents/delete', 'torrents/add']);
  expect(await stateOf(pipeline)).toMatchObject({
    status: 'downloading',
    integrity_status: 'redownloading',
    checked: null,
  });
});

test('a download that was given up meanwhile is not added again', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  await pipeline.download('A Tale', book());
  await damage(pipeline, '02.mp3', 500);
  await pipeline.follow();
  await pipeline.type('cancel', { download: 1 });

  await pipeline.follow();

  expect(asked(pipeline)).toEqual(['torrents/add']);
});

test('one that differs in a file nobody wants is found as well', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  const before = newInLibrary(pipeline.library);
  await pipeline.download('A Tale', book());
  await damage(pipeline, '01.txt', 3);

  await pipeline.follow();

  expect(await stateOf(pipeline)).toMatchObject({ integrity_status: 'redownloading' });
  expect(newInLibrary(pipeline.library, before)).toEqual([]);
});

test('what still differs after that is given up, and the release blocked', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy' });
  const before = newInLibrary(pipeline.library);
  await pipeline.download('A Tale', book());
  await pipeline.rows(`update downloads set integrity_status = 'redownloading' returning id`);
  await damage(pipeline, '01.mp3', 500);

  await pipeline.follow();

  const state = await stateOf(pipeline);
  expect(state).toMatchObject({ status: 'failed', integrity_status: 'failed', checked: 'failed' });
  expect(await pipeline.rows('select reason from blocklist')).toMatchObject([
    { reason: expect.stringMatching(/^integrity check failed: .*pieces differ/) as string },
  ]);
  expect(asked(pipeline)).toEqual(['torrents/add']);
  expect(newInLibrary(pipeline.library, before)).toEqual([]);
});

test('a library no link reaches gets copies, checked in the same reading', async (context) => {
  const own = await makeTemporaryFolder('same-disk-');
  context.onTestFinished(() => rm(own, { recursive: true }));
  const disks = ['/dev/shm', '/var/tmp', tmpdir()].filter(existsSync);
  const other = disks.find((disk) => statSync(disk).dev !== statSync(own).dev);
  if (other === undefined) return context.skip('there is no second file system here');
  const library = await mkdtemp(path.join(other, 'library-'));
  context.onTestFinished(() => rm(library, { recursive: true }));
  const pipeline = await openPipeline(context, { LIBRARY_PATH: library });
  await pipeline.download('A Tale', book());

  await pipeline.follow();

  const state = await stateOf(pipeline);
  expect(state).toMatchObject({ status: 'completed', checked: 'pieces-ok' });
  expect(state?.story).toMatch(/while it is copied.*\| pieces ok \(\d+\); 2 files copied into/);
  expect(newInLibrary(library)).toContain('Ann Author/A Tale {Nora Voice}/02.mp3');
  expect(newInLibrary(library).filter((file) => file.startsWith('.'))).toEqual([]);
});

test('pieces that were left to a copy are checked first when it comes to a link', async (context) => {
  const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy', MIN_FREE_GB: '1000000' });
  await pipeline.download('A Tale', book());
  await pipeline.follow();
  expect(await stateOf(pipeline)).toMatchObject({ stop_reason: 'no-space' });
  await damage(pipeline, '02.mp3', 500);
  await pipeline.type('retry', { download: 1 });

  await followWith(pipeline, context, { IMPORT_METHOD: 'link', MIN_FREE_GB: '0' });

  const state = await stateOf(pipeline);
  expect(state).toMatchObject({ status: 'downloading', integrity_status: 'redownloading' });
  expect(state?.story).toContain('it is not copied after all, so its pieces are checked first');
});

describe.skipIf(!ffmpegAvailable)('with the real ffmpeg', () => {
  const settings = { IMPORT_METHOD: 'copy', PATH: process.env['PATH'] ?? '' };

  test('a copied book is called verified when its pieces are', async (context) => {
    const pipeline = await openPipeline(context, settings);
    await pipeline.download('A Tale', book(300));
    await pipeline.rows(
      `with known as (insert into series (name, folded_name) values ('Tales', 'tales') returning id),
            listed as (insert into series_entries (series_id, asin, title, runtime_minutes, is_unabridged)
                       select id, 'B0TALE0001', 'A Tale', 10, true from known)
       update missing_books set series_id = known.id, asin = 'B0TALE0001', narrators = '["Nora Voice"]'
         from known returning missing_books.id`,
    );

    await pipeline.follow();

    const state = await stateOf(pipeline);
    expect(state).toMatchObject({ integrity_status: 'passed', checked: 'verified' });
    expect(state?.story).toMatch(
      /\| its pieces are checked while it is copied; decoded .*\| verified: pieces ok \(\d+\); 2 files copied/,
    );
  });

  test('sound that was damaged on its way is fetched again, and no release is blamed', async (context) => {
    const pipeline = await openPipeline(context, settings);
    await pipeline.download('A Tale', book(300));
    const hole = Buffer.alloc(30_000);
    await using handle = await open(path.join(pipeline.downloads, 'A Tale', '02.mp3'), 'r+');
    await handle.write(hole, 0, hole.length, 200_000);

    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject({ integrity_status: 'redownloading' });
    expect(await pipeline.rows('select * from blocklist')).toEqual([]);
  });
});

/** Follows with other settings, as after a restart. */
async function followWith(
  { parameters }: Pipeline,
  { onTestFinished }: TestContext,
  changes: Record<string, string>,
): Promise<void> {
  const environment = { ...parameters.environment, ...changes };
  const { services, close } = await openServices({ ...parameters, environment });
  onTestFinished(close);
  const { signal } = new AbortController();
  for (const _round of ['back to the check', 'the check']) {
    await followDownloads(services, { signal, untilMs: 0, onProgress: async () => {} });
  }
}
