import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { LibraryItem } from '../../clients/audiobookshelf/index.ts';
import { ourPath, type PathMap } from '../../settings/path-map.ts';

/** The audio files of a book as this program sees them, in the order they are played; or why none. */
export type BookFiles = { files: string[] } | { reason: string };

/** How Audiobookshelf's paths are to be understood. */
export type View = {
  /** The folders of the library by its own names. */
  roots: readonly string[];
  libraryPath: string | undefined;
  pathMap: PathMap;
};

const natural = new Intl.Collator('en', { numeric: true });

export async function findBookFiles(item: LibraryItem, view: View): Promise<BookFiles> {
  const paths = item.audioFiles.map((file) => file.path).toSorted(natural.compare);
  if (paths.length === 0) return { reason: 'Audiobookshelf lists no audio files of it' };
  if (paths.length < item.audioFileCount) {
    return { reason: 'Audiobookshelf lists only some of its audio files' };
  }
  const files: string[] = [];
  for (const one of paths) {
    const file = await firstReadable(placesOf(one, view));
    if (file === null) {
      const reason = `${one} cannot be read from here; mount the library and set LIBRARY_PATH or PATH_MAP`;
      return { reason };
    }
    files.push(file);
  }
  return { files };
}

/** Where a path of Audiobookshelf may lie for us: as PATH_MAP says, else below LIBRARY_PATH. */
export function placesOf(theirs: string, { roots, libraryPath, pathMap }: View): string[] {
  const mapped = ourPath(pathMap, theirs);
  const below = roots.flatMap((root) => {
    const relative = path.posix.relative(root, theirs);
    const isInside = relative !== '' && !relative.startsWith('..');
    return isInside && libraryPath ? [path.join(libraryPath, relative)] : [];
  });
  return mapped === theirs ? below : [mapped, ...below];
}

async function firstReadable(places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const isReadable = await access(place, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (isReadable) return place;
  }
  return null;
}
