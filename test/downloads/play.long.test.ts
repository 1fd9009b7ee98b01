import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ffmpegAvailable } from '../support/audio.ts';
import { audio, type BookFile, openPipeline, type Pipeline } from './pipeline.ts';

const withFfmpeg = { PATH: process.env['PATH'] ?? '' };
/** Long enough that a minute, which the catalogue rounds by, is little of it. */
const bookSeconds = 600;

/** A download of a book of which the catalogue says how long it is. */
async function download(
  pipeline: Pipeline,
  files: readonly BookFile[],
  { minutes, narrator = 'Nora Voice' }: { minutes: number; narrator?: string },
): Promise<void> {
  await pipeline.download('A Tale', files);
  await pipeline.rows(
    `with known as (insert into series (name, folded_name) values ('Tales', 'tales') returning id),
          listed as (insert into series_entries (series_id, asin, title, runtime_minutes, is_unabridged)
                     select id, 'B0TALE0001', 'A Tale', ${minutes}, true from known)
     update missing_books set series_id = known.id, asin = 'B0TALE0001', narrators = '["${narrator}"]'
       from known returning missing_books.id`,
  );
}

const stateOf = async (pipeline: Pipeline) =>
  (
    await pipeline.rows<{ story: string[]; [name: string]: unknown }>(
      `select status, stop_reason, integrity_status, integrity_report as report,
              (select array_agg(detail order by e.id) from download_events e where e.download_id = d.id) as story
         from downloads d`,
    )
  )[0];

const blocked = (pipeline: Pipeline) =>
  pipeline.rows<{ reason: string }>('select reason from blocklist');

const book = (seconds = bookSeconds): BookFile[] => [
  { path: '01.mp3', bytes: audio('one', seconds / 2) },
  { path: '02.mp3', bytes: audio('two', seconds / 2) },
  { path: 'about.nfo', bytes: Buffer.from('words') },
];

/** The uploader's own damage: the torrent is made of it. */
function damaged(): BookFile[] {
  const [first, second] = book();
  if (!first || !second) throw new Error('the book has two parts');
  return [first, { ...second, bytes: Buffer.from(second.bytes).fill(0, 200_000, 230_000) }];
}

describe('without ffmpeg', () => {
  test('pieces that fit are no proof that the audio plays, and nothing is called verified', async (context) => {
    const pipeline = await openPipeline(context);
    await download(pipeline, damaged(), { minutes: 10 });

    await pipeline.follow();

    const state = await stateOf(pipeline);
    expect(state).toMatchObject({
      status: 'completed',
      integrity_status: 'pending',
      report: { status: 'pieces-ok', decoding: 'not-checked', length: 'unknown' },
    });
    expect(state?.story.join()).toMatch(
      /pieces ok \(\d+\), decoding not checked: ffmpeg is not installed/,
    );
    expect(state?.story.join()).not.toContain('verified');
  });

  test('status says so, and what to do', async (context) => {
    const pipeline = await openPipeline(context);
    const reply = await pipeline.type('status');

    expect(JSON.stringify(reply)).toContain('ffmpeg is not installed');
    expect(JSON.stringify(reply)).toContain('install ffmpeg where this program runs');
  });

  test('a web page that calls itself audio is found all the same, and its release blocked', async (context) => {
    const pipeline = await openPipeline(context);
    const page = Buffer.from('<!DOCTYPE html><html>Please log in</html>');
    await download(pipeline, [...book(), { path: '03.mp3', bytes: page }], { minutes: 10 });

    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject({ status: 'failed', integrity_status: 'failed' });
    expect(await blocked(pipeline)).toEqual([
      { reason: 'integrity check failed: A Tale/03.mp3 it is a web page' },
    ]);
  });

  test('checked pieces need not be checked again when the import is tried again', async (context) => {
    const pipeline = await openPipeline(context, { IMPORT_METHOD: 'copy', MIN_FREE_GB: '1000000' });
    await download(pipeline, book(), { minutes: 10 });
    await pipeline.follow();
    expect(await stateOf(pipeline)).toMatchObject({ stop_reason: 'no-space' });

    await pipeline.type('retry', { download: 1 });

    expect(await pipeline.rows('select status from downloads')).toEqual([{ status: 'importing' }]);
  });
});

describe.skipIf(!ffmpegAvailable)('with the real ffmpeg', () => {
  test('a set that plays and is as long as the catalogue says has passed', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    await download(pipeline, book(), { minutes: 10 });

    await pipeline.follow();

    const state = await stateOf(pipeline);
    expect(state).toMatchObject({
      status: 'completed',
      integrity_status: 'passed',
      report: { status: 'verified', decoding: 'ok', length: 'ok', faultCount: 0 },
    });
    expect(state?.story.join()).toMatch(
      /verified: pieces ok \(\d+\), decoded \(0:10:00\), as long as the catalogue says/,
    );
    expect(JSON.stringify(await pipeline.type('status'))).not.toContain('ffmpeg');
  });

  test('audio that is damaged in the torrent itself is the fault of the release', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    await download(pipeline, damaged(), { minutes: 10 });

    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject({
      status: 'failed',
      integrity_status: 'failed',
      report: { status: 'failed', decoding: 'failed', faults: [{ kind: 'damaged' }] },
    });
    const [row] = await blocked(pipeline);
    expect(row?.reason).toMatch(
      /^integrity check failed: A Tale\/02\.mp3 is damaged: \d+ errors?, the first is /,
    );
    expect(await pipeline.rows('select is_wanted from missing_books')).toEqual([
      { is_wanted: true },
    ]);
    expect((await pipeline.alerts()).map(({ title }) => title)).toEqual([
      'Download failed: A Tale',
    ]);
    expect(await readdir(pipeline.library)).not.toContain('Ann Author');
    expect(
      pipeline.world.downloadClient.requests.filter(({ kind }) => kind === 'torrents/recheck'),
    ).toEqual([]);
  });

  test('half a book is another one, and its release is blocked with that reason', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    await download(pipeline, book(), { minutes: 20 });

    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject({
      status: 'failed',
      report: { decoding: 'ok', length: 'wrong' },
    });
    expect(await blocked(pipeline)).toEqual([
      {
        reason:
          'integrity check failed: half as long as the catalogue says: abridged, a part of it, or another book (0 h 10 min instead of 0 h 20 min)',
      },
    ]);
  });

  test('another reader may take longer; that is told, and not called verified', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    await download(pipeline, book(), { minutes: 12, narrator: 'Otto Other' });

    await pipeline.follow();

    const state = await stateOf(pipeline);
    expect(state).toMatchObject({
      status: 'completed',
      integrity_status: 'pending',
      report: { status: 'pieces-ok', length: 'other-recording' },
    });
    expect(state?.story.join()).toContain(
      'another reader than in the catalogue: 0 h 10 min instead of 0 h 12 min',
    );
  });

  test('a book of unknown length is not called verified', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    await pipeline.download('A Tale', book());

    await pipeline.follow();

    const state = await stateOf(pipeline);
    expect(state).toMatchObject({ status: 'completed', integrity_status: 'pending' });
    expect(state?.story.join()).toMatch(
      /pieces ok \(\d+\), decoded \(0:10:00\), the catalogue says no length/,
    );
  });

  test('a folder without a torrent is played through as well, and damage stops it for its owner to see', async (context) => {
    const pipeline = await openPipeline(context, withFfmpeg);
    const { bytes: damage } = damaged()[1] ?? { bytes: Buffer.alloc(0) };
    const folder = path.join(pipeline.downloads, 'Some Folder');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '01.mp3'), damage);

    await pipeline.type('import', {
      path: 'Some Folder',
      title: 'A Long Tale',
      author: 'Ann Author',
    });
    await pipeline.follow();

    expect(await stateOf(pipeline)).toMatchObject({ status: 'stopped', stop_reason: 'bad-audio' });
    expect(await blocked(pipeline)).toEqual([]);
    expect(await readdir(folder)).toEqual(['01.mp3']);
  });
});
