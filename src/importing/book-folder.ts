import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Stopped, stopped } from './placement.ts';
import { howPlaced, type PlannedFile } from './same-files.ts';

const highestSuffix = 9;

/** A free name for the book's folder, or the folder where an earlier run already placed the book. */
export type BookFolder = {
  folder: string;
  suffix: number | null;
  placedBy: 'link' | 'copy' | null;
};

/**
 * Looks for the folder of a book: the name itself, else `name (2)` and so on. Stops when `owns` says
 * that a folder already belongs to this very book, because a second copy is never placed.
 */
export async function chooseBookFolder(options: {
  parent: string;
  name: string;
  planned: readonly PlannedFile[];
  owns: (existingFolder: string) => boolean | Promise<boolean>;
}): Promise<BookFolder | Stopped> {
  for (let number = 1; number <= highestSuffix; number += 1) {
    const suffix = number === 1 ? null : number;
    const name = suffix === null ? options.name : `${options.name} (${suffix})`;
    const folder = join(options.parent, name);
    if (!(await exists(folder))) return { folder, suffix, placedBy: null };
    const placedBy = await howPlaced(folder, options.planned);
    if (placedBy !== null) return { folder, suffix, placedBy };
    if (await options.owns(folder)) return alreadyShelved(folder);
  }
  return stopped('names-taken', `${highestSuffix} folders named "${options.name}" exist already.`);
}

function alreadyShelved(folder: string): Stopped {
  return stopped('already-there', `${folder} already holds this book, but with other files.`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
