import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Reply } from '../../src/command/reply.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { until } from '../support/until.ts';
import { audio, openPipeline, type Pipeline } from './pipeline.ts';

const files = [
  { path: '01.mp3', bytes: audio('one') },
  { path: 'cover.jpg', bytes: Buffer.from('a picture') },
  { path: 'read me.txt', bytes: Buffer.from('not for the library') },
];

const stateOf = (pipeline: Pipeline) =>
  pipeline.rows('select status, status_reason, stop_reason from downloads order by id');
const labels = (reply: Reply | undefined) =>
  (reply ? buttonsOf(reply) : []).map(({ label }) => label);

test('what is complete and right is linked into the folders of the template and announced', async (context) => {
  const pipeline = await openPipeline(context, { PATH_TEMPLATE: '{author}/{title} ({narrator})' });
  await pipeline.download('A Tale', files);

  await pipeline.follow();

  const folder = path.join(pipeline.library, 'Ann Author', 'A Tale (Nora Voice)');
  expect(await stateOf(pipeline)).toMatchObject([{ status: 'completed', stop_reason: null }]);
  expect((await readdir(folder)).sort()).toEqual(['01.mp3', 'cover.jpg']);
  const [seeded, shelved] = await Promise.all([
    stat(path.join(pipeline.downloads, 'A Tale', '01.mp3')),
    stat(path.join(folder, '01.mp3')),
  ]);
  expect(shelved.ino).toBe(seeded.ino);
  const [alert] = await pipeline.alerts();
  expect(alert?.title).toBe('On the shelf: A Tale');
});

test('a folder that is there but holds none of the files is a wrong mapping, not a bad release', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files);
  await pipeline.type('settings', {
    name: 'PATH_MAP',
    value: `${pipeline.downloads}=${pipeline.library}`,
  });

  await pipeline.follow();

  expect(await stateOf(pipeline)).toEqual([
    {
      status: 'stopped',
      stop_reason: 'path-unknown',
      status_reason: `none of its files is in ${pipeline.library}, where they should be by what qBittorrent says`,
    },
  ]);
  expect(labels((await pipeline.alerts())[0])).toEqual(['Map path', 'Try again', 'Ignore']);
  expect(await pipeline.rows('select 1 from blocklist')).toEqual([]);
});

test('a folder that another work has is left alone, and the conflict is told', async (context) => {
  const pipeline = await openPipeline(context, { PATH_TEMPLATE: '{author}/{title}' });
  const taken = path.join(pipeline.library, 'Ann Author', 'A Tale');
  await mkdir(taken, { recursive: true });
  await writeFile(path.join(taken, 'other.mp3'), 'another work');
  await pipeline.download('A Tale', files);

  await pipeline.follow();

  expect(await readdir(taken)).toEqual(['other.mp3']);
  expect((await readdir(`${taken} (2)`)).sort()).toEqual(['01.mp3', 'cover.jpg']);
  const titles = (await pipeline.alerts()).map(({ title }) => title);
  expect(titles).toEqual(['Two books of one name: A Tale', 'On the shelf: A Tale']);
  expect(textOf((await pipeline.alerts())[0] as Reply)).toContain(
    'put this one into Ann Author/A Tale (2)',
  );
});

test('a folder that already holds this very book stops the import, and another folder can be chosen', async (context) => {
  const pipeline = await openPipeline(context, { PATH_TEMPLATE: '{author}/{title}' });
  const taken = path.join(pipeline.library, 'Ann Author', 'A Tale');
  await mkdir(taken, { recursive: true });
  await writeFile(path.join(taken, 'old.mp3'), 'the old edition');
  await pipeline.rows(
    `insert into books (abs_id, title, author, path) values ('x', 'A Tale', 'Ann Author', '/audiobooks/Ann Author/A Tale') returning id`,
  );
  const download = await pipeline.download('A Tale', files);

  await pipeline.follow();
  const [alert] = await pipeline.alerts();
  const stopped = await stateOf(pipeline);
  await pipeline.type('import', { download, folder: 'Ann Author/A Tale, second edition' });
  await pipeline.follow();

  expect(stopped).toMatchObject([{ status: 'stopped', stop_reason: 'already-there' }]);
  expect(labels(alert)).toEqual(['Choose folder', 'Ignore']);
  expect(await readdir(taken)).toEqual(['old.mp3']);
  expect(await stateOf(pipeline)).toMatchObject([{ status: 'completed' }]);
  expect(await readdir(`${taken}, second edition`)).toHaveLength(2);
});

test('one file missing where the others are is fetched again, and then speaks against the release', async (context) => {
  const pipeline = await openPipeline(context);
  await pipeline.download('A Tale', files);
  const place = path.join(pipeline.downloads, 'A Tale');
  await rename(path.join(place, '01.mp3'), path.join(place, 'kept.mp3'));

  await pipeline.follow();
  const asked = await stateOf(pipeline);
  await pipeline.follow();
  const [torrent] = pipeline.world.downloadClient.torrents.values();
  await until(() => torrent?.phase === 'ready');
  torrent?.have.fill(true);
  await pipeline.follow();

  expect(asked).toMatchObject([
    { status: 'downloading', status_reason: expect.stringContaining('fetches those parts again') },
  ]);
  expect(await stateOf(pipeline)).toMatchObject([
    { status: 'failed', status_reason: expect.stringContaining('01.mp3') },
  ]);
  expect(await readFile(path.join(place, 'kept.mp3'))).toEqual(files[0]?.bytes);
});

test('whoever gave a download up while it was imported has the last word', async (context) => {
  const pipeline = await openPipeline(context);
  const download = await pipeline.download('A Tale', files);
  let isCancelled = false;
  pipeline.client.setGuard(async (_request, forward) => {
    const answer = await forward();
    if (!isCancelled) {
      isCancelled = true;
      await pipeline.type('cancel', { download, reason: 'changed my mind' });
    }
    return answer;
  });

  await pipeline.follow();

  expect(await stateOf(pipeline)).toMatchObject([
    {
      status: 'cancelled',
      status_reason: expect.stringMatching(/^given up by .*: changed my mind$/),
    },
  ]);
  expect(await readdir(pipeline.library)).not.toContain('Ann Author');
});
