import { setTimeout as sleep } from 'node:timers/promises';
import { type LibraryIds, type LibraryItem, serverVersion, uuidOf } from './item.ts';
import { scanLibrary } from './scan.ts';

/** The one library of the server stand-in. */
export type Shelf = {
  ids: LibraryIds;
  folder: string;
  /** By id. */
  items: Map<string, LibraryItem>;
  /** A call while a scan runs does nothing. */
  startScan: () => void;
  scanOne: (id: string) => Promise<'UPDATED' | 'UPTODATE'>;
  row: () => object;
  /** The running scan; a finished one vanishes. */
  tasks: () => object[];
  /** Does the scan that is under way, where scans wait for this. */
  finishScan: () => Promise<void>;
  stop: () => Promise<void>;
};

const libraryName = 'Audiobooks';
const dayMs = 86_400_000;

export async function openShelf(options: {
  folder: string;
  scanMs: number | 'by hand';
  now: () => Date;
}): Promise<Shelf> {
  const { folder, scanMs, now } = options;
  const ids = { libraryId: uuidOf('library'), folderId: uuidOf('folder') };
  const items = new Map<string, LibraryItem>();
  await scanAsOld(folder, items, now());
  let lastScan = now().getTime();
  let scanningSince: number | null = null;
  let scanning = Promise.resolve();
  const stopped = new AbortController();
  const scan = async () => {
    if (scanMs !== 'by hand') {
      await sleep(scanMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
    if (!stopped.signal.aborted) await scanLibrary(folder, items, now());
    // Clients wait for another time than before, which a clock that stands still would not give.
    lastScan = Math.max(now().getTime(), lastScan + 1);
    scanningSince = null;
  };
  return {
    ids,
    folder,
    items,
    startScan: () => {
      if (scanningSince !== null) return;
      scanningSince = now().getTime();
      if (scanMs !== 'by hand') scanning = scan();
    },
    async finishScan() {
      if (scanningSince !== null) await scan();
    },
    async scanOne(id) {
      const before = items.get(id)?.updatedAt;
      await scanLibrary(folder, items, now(), id);
      return items.get(id)?.updatedAt === before ? 'UPTODATE' : 'UPDATED';
    },
    row: () => libraryRow(ids, folder, lastScan),
    tasks: () => (scanningSince === null ? [] : [scanTask(ids, scanningSince)]),
    stop: () => {
      stopped.abort();
      return scanning;
    },
  };
}

/** What is on disk at the start counts as added one by one over the months before. */
async function scanAsOld(folder: string, items: Map<string, LibraryItem>, now: Date) {
  await scanLibrary(folder, items, now);
  for (const [index, item] of [...items.values()].entries()) {
    const addedAt = now.getTime() - (index + 20) * dayMs;
    items.set(item.id, { ...item, addedAt, updatedAt: addedAt });
  }
}

function libraryRow({ libraryId, folderId }: LibraryIds, folder: string, lastScan: number): object {
  return {
    id: libraryId,
    name: libraryName,
    folders: [{ id: folderId, fullPath: folder, libraryId }],
    displayOrder: 1,
    mediaType: 'book',
    provider: 'audible',
    settings: { disableWatcher: true },
    lastScan,
    lastScanVersion: serverVersion,
  };
}

function scanTask({ libraryId }: LibraryIds, startedAt: number): object {
  return {
    id: uuidOf(`scan ${startedAt}`),
    action: 'library-scan',
    data: { libraryId, libraryName, libraryMediaType: 'book' },
    title: `Scanning "${libraryName}" library`,
    error: null,
    isFailed: false,
    isFinished: false,
    startedAt,
    finishedAt: null,
  };
}
