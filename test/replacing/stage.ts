import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { scanLibrary } from '../../src/library/scan.ts';
import { carryOnReplacements } from '../../src/replacing/carry-on.ts';
import { openPipeline, type Pipeline } from '../downloads/pipeline.ts';
import { makeM4b, makeMp3Set } from '../support/audio.ts';

/** An owned edition that is listened to, and the way a better one takes its place. */
export type ReplacingStage = Pipeline & {
  restore: string;
  /** The id Audiobookshelf has for the owned book. */
  itemId: () => string;
  /** Reads the library as the bot does. */
  scan: () => Promise<void>;
  /** A download of a better edition, on its way; answers its number. */
  fetch: (make: (folder: string) => Promise<void>, narrator?: string) => Promise<number>;
  /** Goes on where something was cut off, as the next run of the job does. */
  carryOn: () => Promise<void>;
  /** Positions and bookmarks of all users, as the server has them. */
  heard: () => unknown;
  replacements: () => Promise<{ status: string; reason: string | null; aside_path: string }[]>;
};

const title = 'A Tale';
export const tags = { title, author: 'Ann Author', narrator: 'Nora Voice' };
/** Where the old edition stands in the tests that do not say otherwise. */
export const place = path.join('Ann Author', title);

export const oldM4b = (file: string) => makeM4b(file, tags, { seconds: 40, chapters: 2 });
export const oldSet = (folder: string) => makeMp3Set(folder, tags, { seconds: 40, parts: 4 });

/** Opens the stage with the owned edition that `make` writes below the library. */
export async function openReplacing(
  context: Pick<TestContext, 'onTestFinished'>,
  make: (library: string) => Promise<void>,
  settings: Record<string, string> = {},
): Promise<ReplacingStage> {
  const pipeline = await openPipeline(context, {
    PATH: process.env['PATH'] ?? '',
    ...settings,
  });
  const { services, world, library } = pipeline;
  const { library: server } = world;
  const { signal } = new AbortController();
  await make(library);
  const scan = async () => {
    const { audiobookshelf } = services;
    if (!audiobookshelf) throw new Error('the stage has no library');
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    await audiobookshelf.scanAndWait(server.libraryId, {
      pollMs: 50,
      timeoutMs: 60_000,
      signal,
      sleep,
    });
    await scanLibrary(services.em(), audiobookshelf, {
      libraryId: undefined,
      acceptsDrop: true,
      now: services.now(),
      onPage: () => {},
    });
  };
  await scan();
  const itemId = () => {
    const found = [...server.items.values()].find((item) => item.scanned.title === title);
    if (!found) throw new Error('the owned book is not in the library');
    return found.id;
  };
  const id = itemId();
  const { own, others } = server.listeners;
  own.mediaProgress.push({
    libraryItemId: id,
    currentTime: 21.5,
    isFinished: false,
    duration: 40,
  });
  own.bookmarks.push({ libraryItemId: id, time: 12, title: 'the cave' });
  others[0]?.mediaProgress.push({ libraryItemId: id, currentTime: 33, isFinished: true });
  return {
    ...pipeline,
    restore: path.join(path.dirname(library), 'shelfwarden-restore'),
    itemId,
    scan,
    fetch: (folderOf, narrator = tags.narrator) => fetch(pipeline, folderOf, narrator),
    carryOn: () => carryOnReplacements(services, signal),
    heard: () => structuredClone([own, ...others].map((u) => [u.mediaProgress, u.bookmarks])),
    replacements: () =>
      pipeline.rows('select status, reason, aside_path from replacements order by id'),
  };
}

async function fetch(
  pipeline: Pipeline,
  make: (folder: string) => Promise<void>,
  narrator: string,
): Promise<number> {
  const { services, type, rows, folder } = pipeline;
  const made = path.join(folder, 'made', 'better');
  await make(made);
  const names = await readdir(made);
  const files = await Promise.all(
    names.map(async (name) => ({ path: name, bytes: await readFile(path.join(made, name)) })),
  );
  await type('replace', { book: title });
  const { bytes, infoHash } = await pipeline.seed(`${title} better`, files);
  const [missing] = await rows<{ id: number }>(
    'select id from missing_books where replaces_book_id is not null',
  );
  const facts = JSON.stringify({ title, narrators: [narrator], sizeBytes: 1, series: [] });
  const [row] = await services.em().execute<{ id: number }[]>(
    `with release as (
       insert into releases (source, tracker_id, title, facts) values ('mam', '77', ?, ?::jsonb) returning id)
     insert into downloads (missing_book_id, release_id, title, author, source, status, qbittorrent_hash, torrent_sealed)
     select ?, release.id, ?, 'Ann Author', 'mam', 'downloading', ?, ? from release returning id`,
    [title, facts, missing?.id ?? 0, title, infoHash, services.seal.close(bytes)],
  );
  await services
    .em()
    .execute(`update missing_books set download_status = 'downloading' where id = ?`, [
      missing?.id ?? 0,
    ]);
  return row?.id ?? 0;
}
