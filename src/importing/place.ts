import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verifyContent } from '../integrity/verify.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { chooseBookFolder } from './book-folder.ts';
import { copyChecked } from './checked-copy.ts';
import { makeParent, type ParentFolder, removeCreated } from './parent-folder.ts';
import { type Differs, type Placement, stopFor, stopped } from './placement.ts';
import { realOrNull } from './real-path.ts';
import type { PlannedFile } from './same-files.ts';
import { planFiles } from './sources.ts';
import { newTempName } from './temp-folders.ts';
import { syncFolder, transfer } from './transfer.ts';

export type PlaceOptions = {
  /** The save path of the download client, as seen from here. */
  torrentRoot: string;
  /** What the library gets, with paths as in the torrent. */
  files: readonly { path: string; lengthBytes: number }[];
  libraryRoot: string;
  /** The folders of the book below the library root, the book’s own folder last. */
  parts: readonly string[];
  method: 'link' | 'copy';
  /** The torrent of the files when its pieces are still to be checked: they are copied and checked in one reading. */
  unchecked?: TorrentFile;
  /** Whether an existing folder already belongs to this very book. */
  owns: (existingFolder: string) => boolean | Promise<boolean>;
  minFreeBytes: number;
  signal: AbortSignal;
};

/**
 * Brings a book into the library whole or not at all: everything goes into a hidden folder beside
 * the destination, then one rename shows it. Running it again after a kill finds what it did. Never
 * writes to a source. Rejects with the reason of the signal or an error nobody foresaw.
 */
export async function placeBook(options: PlaceOptions): Promise<Placement> {
  try {
    const name = options.parts.at(-1);
    if (name === undefined || options.parts.some(isUnsafePart)) return unsafePath;
    const realRoot = await realOrNull(options.libraryRoot);
    if (realRoot === null) return noLibrary;
    const planned = await planFiles(options);
    if ('kind' in planned) return planned;
    const parent = await makeParent(realRoot, options.parts.slice(0, -1));
    if ('kind' in parent) return parent;
    return await placeBelow(parent, name, planned, options);
  } catch (error) {
    options.signal.throwIfAborted();
    const stop = stopFor(error);
    if (stop === null) throw error;
    return stop;
  }
}

const noLibrary = stopped('no-library-folder', 'The library folder is not there.');

const unsafePath = stopped(
  'unsafe-name',
  'The folder names of the book do not stay inside the library.',
);

function isUnsafePart(part: string): boolean {
  return part === '' || part === '.' || part === '..' || /[/\\\0]/.test(part);
}

async function placeBelow(
  parent: ParentFolder,
  name: string,
  planned: readonly PlannedFile[],
  options: PlaceOptions,
): Promise<Placement> {
  const temp = join(parent.folder, newTempName());
  let isShown = false;
  try {
    const book = await chooseBookFolder({ ...options, parent: parent.folder, name, planned });
    if ('kind' in book) return book;
    const { folder, suffix, placedBy } = book;
    const files = planned.map(({ from, to }) => ({ from, to: join(folder, to) }));
    if (placedBy !== null) {
      const differs = await checkInPlace(options);
      return differs ?? { kind: 'placed', folder, suffix, method: placedBy, files };
    }
    await mkdir(temp);
    const { unchecked: torrent } = options;
    const method = torrent
      ? await copyChecked(planned, temp, { ...options, torrent })
      : await transfer(planned, temp, options);
    if (typeof method !== 'string') return method;
    options.signal.throwIfAborted();
    await rename(temp, folder);
    isShown = true;
    for (const path of [parent.folder, ...parent.created.map(dirname)]) await syncFolder(path);
    return { kind: 'placed', folder, suffix, method, files };
  } finally {
    if (!isShown) {
      await discard(temp);
      await removeCreated(parent.created);
    }
  }
}

/** What lies in the library already equals the download, so the pieces of that tell of both. */
async function checkInPlace(options: PlaceOptions): Promise<Differs | null> {
  const { unchecked: torrent, torrentRoot: root, signal } = options;
  if (!torrent) return null;
  const verdict = await verifyContent({ torrent, root, signal });
  return verdict.status === 'failed' ? { kind: 'differs', verdict } : null;
}

async function discard(temp: string): Promise<void> {
  try {
    await rm(temp, { recursive: true, force: true });
  } catch {
    // The import fails for a reason of its own; the next start sweeps what stays here.
  }
}
