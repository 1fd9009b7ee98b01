import { rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scanBook } from '../../src/metadata/scan-book.ts';
import { sourcesOf } from '../../src/metadata/sources.ts';
import { textOf } from '../e2e/chat-room.ts';
import { ffmpegAvailable } from '../support/audio.ts';
import { arrive, dispatch, library, notice, openScene, ready, scans, told } from './scan-stage.ts';

test.skipIf(!ffmpegAvailable)(
  'a book that arrives is looked at from all sides, once',
  ready,
  async (context) => {
    const scene = await openScene(context);
    scene.transcription.words =
      'This is Audible. Off on a Comet, written by Jules Verne, narrated by Ada Grey. Chapter one.';

    expect(await scene.rows('select 1 from outbox')).toEqual([]);
    expect(await arrive(scene)).toEqual([{ title: 'Off on a Comet' }]);
    expect(await notice(scene)).toEqual([]);
    expect(await dispatch(scene)).toBe(1);

    const narrators = ['Ada Grey'];
    const title = 'Off on a Comet';
    expect(await told(scene, title)).toEqual([
      { source: 'file-names', narrators, title },
      { source: 'opening', narrators, title },
      { source: 'tags', narrators, title },
    ]);
    const [scan] = await scans(scene);
    expect(scan?.report.heard).toEqual(expect.arrayContaining(['tags', 'file-names', 'opening']));
    expect(
      await scene.rows(
        `select metadata_source ->> 'narrators' as narrators, metadata_source ->> 'title' as title,
                last_metadata_update is not null as "isLookedAt", metadata_completeness_percent >= 40 as "isKnown"
           from books where title = 'Off on a Comet'`,
      ),
    ).toEqual([{ narrators: 'opening', title: 'opening', isLookedAt: true, isKnown: true }]);
  },
);

test.skipIf(!ffmpegAvailable)(
  'what the opening says against the files is asked about',
  ready,
  async (context) => {
    const scene = await openScene(context);
    scene.transcription.words = 'Off on a Comet by Jules Verne, read by Tom Reed.';
    await arrive(scene);

    await dispatch(scene);

    expect(await scene.rows('select field_name, status from metadata_conflicts')).toEqual([
      { field_name: 'narrators', status: 'open' },
    ]);
    expect(await scene.rows(`select key from outbox where topic = 'card'`)).toHaveLength(1);
  },
);

test('a scan asks Audible and others, and keeps what they say', ready, async (context) => {
  const scene = await openScene(context);
  const [book] = await scene.rows<{ id: number }>(
    `select id from books where title = 'A Princess of Mars'`,
  );

  expect(await scanBook(scene.services, book?.id ?? 0)).toBe('scanned');

  const [scan] = await scans(scene);
  expect(scan?.report.heard).toEqual(
    expect.arrayContaining(['file-names', 'tags', 'audnexus', 'audible']),
  );
});

test(
  'files that cannot be read from here are named, and all else is used',
  ready,
  async (context) => {
    const scene = await openScene(context, { LIBRARY_PATH: '/nowhere/books' });
    await arrive(scene);

    await dispatch(scene);

    const [scan] = await scans(scene);
    expect(scan?.report.heard).toContain('file-names');
    expect(scan?.report.silent).toContainEqual({
      source: 'tags',
      reason: expect.stringMatching(
        /book\.mp3 cannot be read from here; mount the library and set LIBRARY_PATH or PATH_MAP$/,
      ),
    });
    expect(scene.transcription.requests).toEqual([]);
    expect(textOf(await scene.type('book', { text: 'Off on a Comet' }))).toMatch(
      /Looked at: \d{4}-\d\d-\d\d, without tags \(.+book\.mp3 cannot be read from here/,
    );
  },
);

test('a library that is mounted elsewhere is found by PATH_MAP', ready, async (context) => {
  const scene = await openScene(context, { LIBRARY_PATH: '/nowhere/books' });
  await arrive(scene);
  const mounted = path.join(scene.folder, 'mounted');
  await rename(scene.library, mounted);
  await scene.type('settings', { name: 'PATH_MAP', value: `${scene.library}=${mounted}` });

  await dispatch(scene);

  const [scan] = await scans(scene);
  expect(scan?.report.heard).toContain('tags');
});

test.skipIf(!ffmpegAvailable)(
  'ears that fail are named, and the scan goes on without them',
  ready,
  async (context) => {
    const scene = await openScene(context);
    scene.transcription.failNext('transcription', { status: 500 });
    await arrive(scene);

    expect(await dispatch(scene)).toBe(1);

    const [scan] = await scans(scene);
    expect(scan?.report.heard).toContain('tags');
    expect(scan?.report.silent).toContainEqual({
      source: 'opening',
      reason: 'transcription answered 500',
    });
  },
);

test.skipIf(!ffmpegAvailable)(
  'a run over many books has nothing heard, and uses what an arrival was heard to say',
  ready,
  async (context) => {
    const scene = await openScene(context);
    scene.transcription.words = 'Off on a Comet by Jules Verne, read by Ada Grey.';
    await arrive(scene);
    await dispatch(scene);
    await scene.rows('delete from metadata_evidence');
    const books = await scene.rows<{ id: number; abs_id: string }>(
      `select id, abs_id from books where title in ('Off on a Comet', 'A Princess of Mars')`,
    );

    for (const { id, abs_id: absId } of books) {
      const item = await library(scene).item(absId);
      if (!item) throw new Error('the library lost a book');
      await sourcesOf(scene.services).ask(scene.services.em(), { id, item }, new Date());
    }

    expect(scene.transcription.requests).toHaveLength(1);
    expect(
      await scene.rows(
        `select distinct b.title from metadata_evidence e join books b on b.id = e.book_id
          where source = 'opening'`,
      ),
    ).toEqual([{ title: 'Off on a Comet' }]);
  },
);

test('without ears no sound leaves', ready, async (context) => {
  const scene = await openScene(context, { TRANSCRIPTION_URL: '' });
  await arrive(scene);

  await dispatch(scene);

  expect(scene.transcription.requests).toEqual([]);
  expect((await scans(scene))[0]?.report.silent.map(({ source }) => source)).not.toContain(
    'opening',
  );
});
