import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The dot hides it from Audiobookshelf; the rest makes it ours beyond doubt. */
const tempName = /^\.shelfwarden-(?:[0-9a-f]{16}|replace-\d+)$/;

/** Folders between the library root and a book: author and series. */
const deepestParent = 2;

/** A name nobody else uses, for a book that is not complete yet. */
export function newTempName(): string {
  return `.shelfwarden-${randomBytes(8).toString('hex')}`;
}

/** The same for the edition that a download brings into the place of another; there is one for each. */
export function replaceTempName(downloadId: number): string {
  return `.shelfwarden-replace-${downloadId}`;
}

/**
 * Removes what killed imports left behind, and returns the removed folders; to be called while no
 * import is at work. Files in them are links to or copies of a download, never the download itself.
 */
export async function sweepLeftovers(
  libraryRoot: string,
  /** Names of folders that are still needed. */
  needed: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const removed: string[] = [];
  let parents = [libraryRoot];
  for (let depth = 0; depth <= deepestParent; depth += 1) {
    const below: string[] = [];
    for (const parent of parents) {
      for (const folder of await foldersIn(parent)) {
        const path = join(parent, folder);
        if (needed.has(folder)) continue;
        if (!tempName.test(folder)) {
          below.push(path);
          continue;
        }
        await rm(path, { recursive: true });
        removed.push(path);
      }
    }
    parents = below;
  }
  return removed;
}

async function foldersIn(parent: string): Promise<string[]> {
  try {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    // Where we may not look we never wrote, and a folder may vanish while we walk.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'ENOENT') return [];
    throw error;
  }
}
