import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { raise, refreshCard } from '../alerts/raise.ts';
import { callTo } from '../alerts/words/call-to.ts';
import { bookShelved } from '../alerts/words/downloads.ts';
import type { Audiobookshelf, LibraryItem } from '../clients/audiobookshelf/index.ts';
import { saveItems } from '../library/save-items.ts';
import { wantScan } from '../library/want-scan.ts';
import { chooseLibrary } from '../library/scan.ts';
import { Download } from './download.entity.ts';
import { downloadEvents } from './events.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import type { DownloadStatus } from './states.ts';
import { requestersOf } from '../wishlist/requesters.ts';

const scanWait = {
  pollMs: 2000,
  timeoutMs: 600_000,
};

/**
 * Lets Audiobookshelf scan, finds the imported folder there and tells everybody. A book it does not
 * show yet is imported all the same: the announcement says so and offers another scan.
 */
export async function shelve(
  services: FollowServices,
  download: Download,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const current = await services.em().findOneOrFail(Download, download.id);
  const folder = current.libraryPath ?? '';
  const { audiobookshelf } = services;
  const item = audiobookshelf ? await scanFor(services, audiobookshelf, folder, signal) : null;
  await services.em().transactional(async (em) => {
    if (item) await saveItems(em, [item], services.now());
    await complete(em, services, download.id, item, folder);
  });
  return 'completed';
}

async function scanFor(
  { config, sleep }: FollowServices,
  audiobookshelf: Audiobookshelf,
  folder: string,
  signal: AbortSignal,
): Promise<LibraryItem | null> {
  const { ABS_LIBRARY_ID, LIBRARY_PATH } = config.settings;
  const libraryId = await chooseLibrary(audiobookshelf, ABS_LIBRARY_ID);
  await audiobookshelf.scanAndWait(libraryId, { ...scanWait, sleep, signal });
  const library = (await audiobookshelf.libraries()).find((one) => one.id === libraryId);
  const inLibrary = path.relative(LIBRARY_PATH ?? '', folder);
  for (const root of library?.folders ?? []) {
    const item = await audiobookshelf.findByPath(
      libraryId,
      path.posix.join(root.fullPath, inLibrary),
    );
    if (item) return item;
  }
  return null;
}

async function complete(
  em: EntityManager,
  services: FollowServices,
  downloadId: number,
  item: LibraryItem | null,
  folder: string,
): Promise<void> {
  const now = services.now();
  const book = item ? await bookIdOf(em, item.id) : null;
  const detail = item ? 'on the shelf' : 'imported, not yet seen by Audiobookshelf';
  const download = await moveDownload(
    em,
    services.platforms,
    downloadId,
    {
      status: 'completed',
      from: ['scanning'],
      detail,
      set: {
        dateCompleted: now,
        bookId: book,
        absItemId: item?.id ?? null,
        absImportStatus: item ? 'imported' : 'not_seen',
      },
    },
    now,
  );
  if (download.status !== 'completed') return;
  if (book !== null) await wantScan(em, book, `download-${downloadId}`);
  if (download.missingBook) {
    Object.assign(download.missingBook, {
      downloadStatus: 'completed',
      isWanted: false,
      bookId: book,
    });
    await em.flush();
  }
  await announce(em, services, download, { folder, item });
}

async function announce(
  em: EntityManager,
  services: FollowServices,
  download: Download,
  { folder, item }: { folder: string; item: LibraryItem | null },
): Promise<void> {
  const events = await downloadEvents(em, download.id);
  const story = events
    .filter((event, index) => event.status !== events[index + 1]?.status)
    .map((event) => `${event.status}: ${event.detail}`);
  const words = bookShelved(download, story, {
    path: path.relative(services.config.settings.LIBRARY_PATH ?? '', folder),
    narrator: (item?.narrators ?? download.release?.facts.narrators ?? []).join(', ') || null,
    isSeenByLibrary: item !== null,
    hasRelease: Boolean(download.release),
  });
  const people = await requestersOf(em, download.missingBook?.id ?? null);
  const key = `shelved:${download.id}:${download.retryCount}`;
  await raise(em, services.platforms, { key, ...callTo(people, words) });
  if (download.proposalId)
    await refreshCard(em, services.platforms, `proposal:${download.proposalId}`);
}

async function bookIdOf(em: EntityManager, absId: string): Promise<number | null> {
  const rows = await em.execute<{ id: number }[]>('select id from books where abs_id = ?', [absId]);
  return rows[0]?.id ?? null;
}
