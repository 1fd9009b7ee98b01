import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { onTestFinished } from 'vitest';
import {
  type Audiobookshelf,
  createAudiobookshelf,
  type LibraryItem,
} from '../../src/clients/audiobookshelf/index.ts';
import { createCovers } from '../../src/clients/covers/index.ts';
import { scanLibrary } from '../../src/library/scan.ts';
import { collectingBatch, closeCollected } from '../../src/metadata/batches.ts';
import { carryOutBatch } from '../../src/metadata/carry-out.ts';
import { addCorrections } from '../../src/metadata/corrections.ts';
import type { Change } from '../../src/metadata/plan-changes.ts';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { type LibraryServer, startLibraryServer } from '../../src/sandbox/library-server.ts';
import type { Services } from '../../src/services.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

/** A library stand-in with small books of Ann Writer, known to the database, and a clock set by hand. */
export type TestLibrary = {
  server: LibraryServer;
  clock: { now: Date };
  audiobookshelf: Audiobookshelf;
  services: Services;
  /** What the library holds of a book. */
  item: (title: string) => Promise<LibraryItem>;
  bookId: (title: string) => Promise<number>;
  /** A person changes a book in Audiobookshelf. */
  edit: (title: string, patch: Parameters<Audiobookshelf['patchMedia']>[1]) => Promise<void>;
  /** Puts changes into a batch that is asked about or written. */
  batch: (asks: boolean, changes: Readonly<Record<string, readonly Change[]>>) => Promise<number>;
  carryOut: (batchId: number) => ReturnType<typeof carryOutBatch>;
};

export async function openLibrary(
  em: () => EntityManager,
  titles: readonly string[],
): Promise<TestLibrary> {
  const folder = await makeTemporaryFolder();
  for (const title of titles) await addBook(folder, title);
  const clock = { now: new Date('2026-06-15T12:00:00Z') };
  const now = () => clock.now;
  const server = await startLibraryServer({ folder, now, scanMs: 1 });
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const { url: baseUrl, token } = server;
  const audiobookshelf = createAudiobookshelf({ baseUrl, token, userAgent: 'tests' });
  const libraryId = server.libraryId;
  await scanLibrary(em(), audiobookshelf, {
    libraryId,
    acceptsDrop: true,
    now: now(),
    onPage() {},
  });
  const covers = createCovers({ catalogueUrl: 'https://pictures.away', userAgent: 'tests' });
  const services = {
    em,
    now,
    platforms: ['discord'],
    audiobookshelf,
    covers,
  } as unknown as Services;
  const absId = (title: string) => {
    const found = [...server.items.values()].find(({ scanned }) => scanned.title === title);
    if (!found) throw new Error(`the library has no ${title}`);
    return found.id;
  };
  const bookId = async (title: string) => {
    const rows = await em().execute<{ id: number }[]>('select id from books where abs_id = ?', [
      absId(title),
    ]);
    return rows[0]?.id ?? 0;
  };
  return {
    server,
    clock,
    audiobookshelf,
    services,
    bookId,
    item: async (title) => {
      const item = await audiobookshelf.item(absId(title));
      if (!item) throw new Error(`${title} is gone`);
      return item;
    },
    edit: async (title, patch) => void (await audiobookshelf.patchMedia(absId(title), patch)),
    batch: (asks, changes) =>
      em().transactional(async (inner) => {
        const by = 'drift';
        const batch = { title: 'Monthly drift', run: 'drift:1', asks, by, now: now() };
        const batchId = await collectingBatch(inner, batch);
        const state = asks ? 'proposed' : 'intended';
        for (const [title, list] of Object.entries(changes)) {
          const how = { batchId, bookId: await bookId(title), reason: 'test', now: now() };
          await addCorrections(inner, list, { ...how, state, by });
        }
        await closeCollected(inner, ['discord'], 'drift:1', { onlyFull: false });
        return batchId;
      }),
    carryOut: (batchId) => carryOutBatch({ ...services, audiobookshelf }, batchId),
  };
}

async function addBook(folder: string, title: string): Promise<void> {
  const path = join(folder, 'Ann Writer', title);
  const tags = { title, album: title, author: 'Ann Writer', narrator: 'Bea Reader', year: 1901 };
  const recording = {
    seconds: 6,
    kbps: 64,
    chapters: [],
    tags: { ...tags, track: null, asin: null },
  };
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'audio.mp3'), renderRecording(recording));
}

export type StoredCorrection = {
  field: string;
  state: string;
  detail: string | null;
  held: unknown;
};

export async function correctionsOf(em: EntityManager): Promise<StoredCorrection[]> {
  return await em.execute<StoredCorrection[]>(
    `select field_name as field, state, detail, held_value as held from metadata_corrections order by id`,
  );
}

/** A change as the plan makes it. */
export function change(field: Change['field'], before: unknown, after: unknown): Change {
  return { field, before, after, source: 'audnexus' };
}
