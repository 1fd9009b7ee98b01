import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takeOtherRelease } from '../../src/downloads/take-other.ts';
import type { Guard } from '../e2e/gate.ts';
import { audio, openPipeline, type Pipeline } from './pipeline.ts';

const files = [
  { path: '01.mp3', bytes: audio('one') },
  { path: '02.mp3', bytes: audio('two') },
];
const half = files.slice(0, 1);
const press = ({ type }: Pipeline, download = 1) => type('retry', { download, other: true });

const torrentOf = ({ world }: Pipeline) => [...world.downloadClient.torrents.values()][0];
const asked = ({ client }: Pipeline, what: string) =>
  client.requests.filter(({ path: address }) => address.endsWith(what)).length;
const filesOf = ({ downloads }: Pipeline) =>
  readdir(path.join(downloads, 'A Tale')).catch(() => []);

async function outcome({ rows }: Pipeline) {
  const [download] = await rows('select status, status_reason from downloads');
  const [book] = await rows('select download_status, is_wanted from missing_books');
  const blocked = await rows('select tracker_id, missing_book_id from blocklist');
  const searches = await rows(
    `select 1 from tasks where task_name = 'queue' and status = 'requested'`,
  );
  return { download, book, blocked, searches: searches.length };
}

test('one press blocks the release, removes what is unfinished and searches again', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);

  const reply = await press(pipeline);
  const left = pipeline.world.downloadClient.torrents.size;
  await pipeline.dispatch();

  expect(reply.title).toBe('Blocked: A Tale');
  expect(left).toBe(1);
  expect(await outcome(pipeline)).toEqual({
    download: {
      status: 'cancelled',
      status_reason: expect.stringMatching(/^blocked by .*; another release is looked for$/),
    },
    book: { download_status: 'identified', is_wanted: true },
    blocked: [{ tracker_id: 't-A Tale', missing_book_id: 1 }],
    searches: 1,
  });
  expect(pipeline.world.downloadClient.torrents.size).toBe(0);
  expect(await filesOf(pipeline)).toEqual([]);
  expect(
    await pipeline.rows('select detail from download_events order by id desc limit 1'),
  ).toEqual([{ detail: 'the unfinished torrent was removed from qBittorrent with its files' }]);
});

test('a torrent that is complete goes on seeding with all its files', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files);
  await pipeline.type('settings', { name: 'PATH_MAP', value: `${pipeline.downloads}=/nowhere` });
  await pipeline.follow();

  await press(pipeline);
  await pipeline.dispatch();

  expect(await outcome(pipeline)).toMatchObject({ download: { status: 'cancelled' }, searches: 1 });
  expect(torrentOf(pipeline)).toMatchObject({ isStopped: false });
  expect(await filesOf(pipeline)).toHaveLength(2);
  expect(asked(pipeline, 'torrents/delete')).toBe(0);
});

test('a book on the shelf stays there: its release is blocked and nothing else happens', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files);
  await pipeline.follow();
  const shelved = path.join(pipeline.library, 'Ann Author', 'A Tale {Nora Voice}');

  const reply = await press(pipeline);
  await pipeline.dispatch();

  expect(reply.blocks).toMatchObject([{ text: expect.stringContaining('Nothing is deleted') }]);
  expect(await outcome(pipeline)).toMatchObject({
    download: { status: 'completed' },
    book: { download_status: 'completed', is_wanted: false },
    blocked: [{ tracker_id: 't-A Tale' }],
    searches: 0,
  });
  expect(await readdir(shelved)).toEqual(['01.mp3', '02.mp3']);
  expect(torrentOf(pipeline)).toMatchObject({ isStopped: false });
});

test('one that becomes complete in the last moment is let go on', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);
  await press(pipeline);
  const completeOnPause: Guard = async (request, forward) => {
    if (request.path.endsWith('torrents/stop')) torrentOf(pipeline)?.have.fill(true);
    return forward();
  };
  pipeline.client.setGuard(completeOnPause);

  await pipeline.dispatch();

  expect(torrentOf(pipeline)).toMatchObject({ isStopped: false });
  expect(asked(pipeline, 'torrents/delete')).toBe(0);
  expect(
    await pipeline.rows('select detail from download_events order by id desc limit 1'),
  ).toEqual([
    { detail: 'the torrent is complete, so it stays in qBittorrent and goes on seeding' },
  ]);
});

test('a removal whose answer was lost is not asked for twice', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);
  await press(pipeline);
  pipeline.client.setGuard(async (request, forward) => {
    const answer = await forward();
    if (request.path.endsWith('torrents/delete')) throw new Error('cut off');
    return answer;
  });

  await pipeline.dispatch();
  pipeline.client.setGuard(null);
  await pipeline.rows(`update outbox set not_before = 'epoch' returning id`);
  await pipeline.dispatch();

  expect(asked(pipeline, 'torrents/delete')).toBe(1);
  expect(pipeline.world.downloadClient.torrents.size).toBe(0);
  expect(await pipeline.rows(`select status from outbox where topic = 'remove-torrent'`)).toEqual([
    { status: 'done' },
  ]);
});

test('while the client checks the torrent the removal waits', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);
  await press(pipeline);
  pipeline.client.setGuard(async (_request, forward) => {
    const torrent = torrentOf(pipeline);
    if (torrent) torrent.phase = 'checking';
    return forward();
  });

  await pipeline.dispatch();

  expect(asked(pipeline, 'torrents/delete')).toBe(0);
  expect(
    await pipeline.rows(`select status, last_error from outbox where topic = 'remove-torrent'`),
  ).toEqual([{ status: 'pending', last_error: 'qBittorrent is still at work on the torrent' }]);
});

test('of two people who press at once, one is told that it is done', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);

  const presses = await Promise.allSettled([press(pipeline), press(pipeline)]);

  expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [loser] = presses.filter((one) => one.status === 'rejected');
  expect(loser?.reason).toMatchObject({ message: 'Download 1 is given up already.' });
  expect(await outcome(pipeline)).toMatchObject({ searches: 1 });
  expect(await pipeline.rows(`select 1 from outbox where topic = 'remove-torrent'`)).toHaveLength(
    1,
  );
});

test('cut off before its end, nothing of it has happened', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);

  const cutOff = pipeline.services.em().transactional(async (em) => {
    await takeOtherRelease(em, ['room'], { downloadId: 1, actor: 'Ada', now: new Date() });
    throw new Error('cut off');
  });

  await expect(cutOff).rejects.toThrow('cut off');
  expect(await outcome(pipeline)).toMatchObject({
    download: { status: 'downloading' },
    blocked: [],
    searches: 0,
  });
  expect(await pipeline.rows(`select 1 from outbox where kind = 'effect'`)).toEqual([]);
});

test.for(['checking', 'importing', 'scanning'])('not while it is %s', async (status, context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files, half);
  await pipeline.rows(`update downloads set status = '${status}' returning id`);

  const pressed = press(pipeline);

  await expect(pressed).rejects.toMatchObject({
    code: 'conflict',
    message: `Download 1 is ${status} just now.`,
  });
});
