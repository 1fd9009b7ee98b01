import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { noteArrivals } from '../../src/library/arrivals.ts';
import { scanLibrary } from '../../src/library/scan.ts';
import { batchHandler } from '../../src/metadata/carry-out.ts';
import { scanBook, scanBookHandler } from '../../src/metadata/scan-book.ts';
import { sourcesOf } from '../../src/metadata/sources.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { startTranscription, type TranscriptionServer } from '../../src/sandbox/transcription.ts';
import { audio, openPipeline, type Pipeline } from '../downloads/pipeline.ts';
import { textOf } from '../e2e/chat-room.ts';
import { ffmpegAvailable } from '../support/audio.ts';

type Scene = Pipeline & { transcription: TranscriptionServer };

const ready = { timeout: 30_000 };

/** A library that was read once, and ears. */
async function openScene(
  context: TestContext,
  settings: Record<string, string> = {},
): Promise<Scene> {
  const transcription = await startTranscription();
  context.onTestFinished(transcription.stop);
  const pipeline = await openPipeline(context, {
    ...transcription.environment,
    PATH: process.env['PATH'] ?? '',
    ...settings,
  });
  await readLibrary(pipeline);
  return { ...pipeline, transcription };
}

function library({ services }: Pipeline) {
  if (!services.audiobookshelf) throw new Error('there is no library');
  return services.audiobookshelf;
}

async function readLibrary(pipeline: Pipeline) {
  await scanLibrary(pipeline.services.em(), library(pipeline), {
    libraryId: pipeline.world.library.libraryId,
    acceptsDrop: true,
    now: new Date(),
    onPage() {},
  });
}

/** A person puts a book into the library; Audiobookshelf and then the bot notice it. */
async function arrive(pipeline: Pipeline, folder = 'Jules Verne/Off on a Comet {Ada Grey}') {
  const file = path.join(pipeline.library, folder, 'book.mp3');
  const tags = { title: 'Off on a Comet', album: 'Off on a Comet', author: 'Jules Verne' };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    renderRecording({
      seconds: 30,
      kbps: 32,
      chapters: [],
      tags: { ...tags, narrator: 'Ada Grey', year: 1877, track: null, asin: null },
    }),
  );
  await library(pipeline).scanAndWait(pipeline.world.library.libraryId, {
    pollMs: 20,
    timeoutMs: 20_000,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: new AbortController().signal,
  });
  return await notice(pipeline);
}

async function notice(pipeline: Pipeline) {
  const { services } = pipeline;
  return await noteArrivals(services.em(), library(pipeline), {
    libraryId: pipeline.world.library.libraryId,
    policy: await services.policy(services.em()),
    now: new Date(),
  });
}

/** Carries out what was asked for; answers how many scans were done. */
async function dispatch({ services }: Pipeline) {
  const handlers = { 'scan-book': scanBookHandler(services) };
  const onDead = async (_: unknown, reason: string) => Promise.reject(new Error(reason));
  let handled = 0;
  while (await dispatchOne({ em: services.em, now: services.now, handlers, onDead })) handled += 1;
  return handled;
}

const told = (pipeline: Pipeline, title: string) =>
  pipeline.rows<{ source: string; narrators: string[] | null; title: string | null }>(
    `select source, max(value::text) filter (where field = 'narrators')::jsonb as narrators,
            max(value #>> '{}') filter (where field = 'title') as title
       from metadata_evidence e join books b on b.id = e.book_id
      where b.title = '${title}' and source in ('tags', 'file-names', 'opening', 'torrent')
      group by source order by source`,
  );

const scans = (pipeline: Pipeline) =>
  pipeline.rows<{ report: { heard: string[]; silent: { source: string; reason: string }[] } }>(
    'select report from book_scans order by book_id',
  );

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

/** Everything the bot carries out here, the writing of batches included. */
async function carryOut({ services }: Pipeline) {
  const handlers = {
    'scan-book': scanBookHandler(services),
    'metadata-batch': batchHandler(services),
  };
  const onDead = async (_: unknown, reason: string) => Promise.reject(new Error(reason));
  while (await dispatchOne({ em: services.em, now: services.now, handlers, onDead }));
}

/** Two sources that no scan asks know the reader of a book and its publisher. */
const tell = (pipeline: Pipeline, narrator: string) =>
  pipeline.rows(
    `insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
     select b.id, source, field, value, 0.95, now()
       from books b, unnest(array['custom:one', 'custom:two']) source,
            (values ('narrators', '["${narrator}"]'::jsonb), ('publisher', '"Comet Audio"')) as told(field, value)
      where b.title = 'Off on a Comet' returning book_id`,
  );

const shown = (pipeline: Pipeline) =>
  pipeline.rows(
    `select narrator, publisher, settled #> '{narrator,verified}' as verified,
            settled #>> '{narrator,library}' as library
       from books where title = 'Off on a Comet'`,
  );

test(
  'what is empty of a new book is filled at once, in one batch with one undo',
  ready,
  async (context) => {
    const scene = await openScene(context, { TRANSCRIPTION_URL: '' });
    await arrive(scene);
    await tell(scene, 'Ada Grey');

    await carryOut(scene);

    const batches = await scene.rows('select title, status, asks from metadata_batches');
    expect(batches).toEqual([{ title: 'New books', status: 'written', asks: false }]);
    const [book] = await scene.rows<{ abs_id: string }>(
      `select abs_id from books where title = 'Off on a Comet'`,
    );
    expect(await library(scene).item(book?.abs_id ?? '')).toMatchObject({
      publisher: 'Comet Audio',
    });
    await carryOut(scene);
    expect(await scene.rows('select 1 from metadata_batches')).toHaveLength(1);
  },
);

test(
  'a narrator whom two sources name stands in the table whatever the library says, until that changes',
  ready,
  async (context) => {
    const scene = await openScene(context, { TRANSCRIPTION_URL: '' });
    const folder = 'Jules Verne/Off on a Comet {Bo Other}';
    await arrive(scene, folder);
    await scene.rows(`update books set settled = '{}' where title = 'Off on a Comet' returning id`);
    await tell(scene, 'Cy Third');
    const [book] = await scene.rows<{ abs_id: string }>(
      `select abs_id from books where title = 'Off on a Comet'`,
    );
    const absId = book?.abs_id ?? '';
    await library(scene).patchMedia(absId, { narrators: ['Bo Other'] });

    await dispatch(scene);
    const settled = await shown(scene);
    await readLibrary(scene);
    const scanned = await shown(scene);
    await library(scene).patchMedia(absId, { narrators: ['Dee Fourth'] });
    await readLibrary(scene);

    expect(settled).toEqual([
      { narrator: 'Cy Third', publisher: 'Comet Audio', verified: true, library: 'Bo Other' },
    ]);
    expect(scanned).toEqual(settled);
    expect(await shown(scene)).toMatchObject([{ narrator: 'Dee Fourth' }]);
  },
);
