import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Audiobookshelf, LibraryItem } from '../clients/audiobookshelf/index.ts';
import { isInside, realOrNull } from '../importing/real-path.ts';

/** Where an item of Audiobookshelf lies for this program; null when it lies outside of LIBRARY_PATH. */
export async function placeOf(
  audiobookshelf: Audiobookshelf,
  item: LibraryItem,
  libraryRoot: string,
): Promise<string | null> {
  const realRoot = await realOrNull(libraryRoot);
  const library = (await audiobookshelf.libraries()).find(({ id }) => id === item.libraryId);
  if (realRoot === null || !library) return null;
  for (const { fullPath } of library.folders) {
    const below = path.posix.relative(fullPath, item.path);
    if (below === '' || below.startsWith('..')) continue;
    const place = path.join(realRoot, below);
    // A link would lead the renames somewhere else.
    if (isInside(realRoot, place) && (await realOrNull(place)) === place) return place;
  }
  return null;
}

/** Why editions cannot be kept, as far as it shows before one is replaced; null when they can. */
export async function restoreProblem(
  configured: string | undefined,
  libraryRoot: string,
): Promise<string | null> {
  const folder = folderOf(configured, libraryRoot);
  const realRoot = await realOrNull(libraryRoot);
  if (realRoot === null) return null;
  let nearest = folder;
  let real = await realOrNull(nearest);
  while (real === null) {
    nearest = path.dirname(nearest);
    real = await realOrNull(nearest);
  }
  const full = path.join(real, path.relative(nearest, folder));
  if (full === realRoot || isInside(realRoot, full)) return `${folder} lies inside the library`;
  const [there, here] = await Promise.all([lstat(real), lstat(realRoot)]);
  return there.dev === here.dev ? null : `${folder} is on another file system than the library`;
}

function folderOf(configured: string | undefined, libraryRoot: string): string {
  return path.resolve(configured ?? path.join(path.dirname(libraryRoot), 'shelfwarden-restore'));
}

/** The restore area, made if need be, or why it cannot be used for what stands at a place. */
export async function restoreArea(
  configured: string | undefined,
  libraryRoot: string,
  place: string,
): Promise<{ folder: string } | { refused: string }> {
  const folder = folderOf(configured, libraryRoot);
  const realRoot = (await realOrNull(libraryRoot)) ?? libraryRoot;
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return { refused: `${folder} cannot be made (${(error as NodeJS.ErrnoException).code})` };
  }
  const real = (await realOrNull(folder)) ?? folder;
  if (real === realRoot || isInside(realRoot, real)) {
    return { refused: `${folder} lies inside the library, which would show it as a second book` };
  }
  const [there, here] = await Promise.all([lstat(real), lstat(path.dirname(place))]);
  if (there.dev !== here.dev) return { refused: `${folder} is on another file system` };
  return { folder: real };
}
