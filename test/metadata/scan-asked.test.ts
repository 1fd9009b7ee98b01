import { expect, test } from 'vitest';
import { audio } from '../downloads/pipeline.ts';
import { ffmpegAvailable } from '../support/audio.ts';
import {
  arrive,
  dispatch,
  notice,
  openScene,
  readLibrary,
  ready,
  scans,
  told,
} from './scan-stage.ts';

test.skipIf(!ffmpegAvailable)(
  'a scan that breaks off before its end is begun again, and nothing is heard or asked twice',
  ready,
  async (context) => {
    const scene = await openScene(context);
    await arrive(scene);
    const { world, transcription } = scene;
    const asked = () => world.providers.requests.length + world.catalogue.requests.length;

    // All is told and answered, but its end never comes.
    await scene.rows(
      'alter table books add constraint no_end check (last_metadata_update is null)',
    );
    await dispatch(scene);
    const before = [transcription.requests.length, asked()];
    await scene.rows(`update outbox set not_before = 'epoch'`);
    const left = await scene.rows('select status, attempts from outbox');
    await scene.rows('alter table books drop constraint no_end');
    expect(await dispatch(scene)).toBe(1);

    expect(left).toEqual([{ status: 'pending', attempts: 1 }]);
    expect(before[0]).toBe(1);
    expect([transcription.requests.length, asked()]).toEqual(before);
    expect(await scene.rows('select status from outbox')).toEqual([{ status: 'done' }]);
    expect(await scans(scene)).toHaveLength(1);
  },
);

test(
  'while Audiobookshelf is away the scan waits; a book that is gone ends it',
  ready,
  async (context) => {
    const scene = await openScene(context);
    await arrive(scene);
    scene.world.library.failNext('item', { status: 500 });
    scene.world.library.failNext('status', { status: 500 });

    await dispatch(scene);
    const waiting = await scene.rows('select status, attempts, waits from outbox');
    await scene.rows(`update outbox set not_before = 'epoch'`);
    await scene.rows(`update books set status = 'archived' where title = 'Off on a Comet'`);
    await dispatch(scene);

    expect(waiting).toEqual([{ status: 'pending', attempts: 0, waits: 1 }]);
    expect(await scene.rows('select status from outbox')).toEqual([{ status: 'done' }]);
    expect(await scans(scene)).toEqual([]);
  },
);

test('a book that Audiobookshelf fails at keeps no other scan waiting', ready, async (context) => {
  const scene = await openScene(context);
  await arrive(scene);
  await arrive(scene, 'Jules Verne/Facing the Flag {Ada Grey}');
  scene.world.library.failNext('item', { status: 500 });

  await dispatch(scene);

  const order = await scene.rows(
    `select lane, status from outbox where topic = 'scan-book' order by done_at`,
  );
  expect(order).toEqual([
    { lane: 'scans', status: 'done' },
    { lane: 'scans', status: 'done' },
    { lane: expect.stringMatching(/^scan:\d+$/) as string, status: 'done' },
  ]);
  expect(await scans(scene)).toHaveLength(2);
});

test(
  'our own import is scanned with what its upload says; the folder we named says nothing',
  ready,
  async (context) => {
    const scene = await openScene(context, { PATH_TEMPLATE: '{author}/{title} {{narrator}}' });
    await scene.download('A Tale', [{ path: '01.mp3', bytes: audio('A Tale') }]);
    await scene.follow();

    expect(await scene.rows("select key from outbox where lane = 'scans'")).toEqual([
      { key: expect.stringMatching(/^scan:\d+:download-1$/) },
    ]);
    expect(await notice(scene)).toEqual([]);
    await dispatch(scene);

    const [book] = await scene.rows<{ title: string }>(
      `select b.title from books b join downloads d on d.book_id = b.id`,
    );
    expect((await told(scene, book?.title ?? '')).map(({ source }) => source)).toEqual([
      'tags',
      'torrent',
    ]);
  },
);

test(
  'a first reading of the library asks for no scans, a later one for what is new',
  ready,
  async (context) => {
    const scene = await openScene(context);
    await scene.rows(`delete from books where title = 'A Princess of Mars'`);

    await readLibrary(scene);
    await readLibrary(scene);

    expect(await scene.rows('select topic, status from outbox')).toEqual([
      { topic: 'scan-book', status: 'pending' },
    ]);
  },
);
