import { link, lstat, mkdir, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.ts';
import { stopFor } from '../importing/placement.ts';
import { syncFolder } from '../importing/transfer.ts';

/** One edition gives its place in the library to another; all three lie on one file system. */
export type Exchange = {
  /** Where the listenable edition stands. */
  place: string;
  /** The edition that comes. */
  next: string;
  /** Where the one goes that stands there now; nothing may be there yet. */
  aside: string;
  isFile: boolean;
};

/**
 * Puts `next` into the place and what stood there aside; begun and cut off anywhere it ends the
 * same way when it is called again. A file is replaced by one rename that never leaves the place
 * empty. A folder takes two, one right after the other, because no single call of Node exchanges
 * folders: nothing stands there for that moment, never two, and never a half of each. Throws when
 * things lie as this function never leaves them.
 */
export async function exchange({ place, next, aside, isFile }: Exchange): Promise<void> {
  if (isFile) await exchangeFiles(place, next, aside);
  else await exchangeFolders(place, next, aside);
  for (const folder of new Set([place, next, aside].map(dirname))) await syncFolder(folder);
}

/** Why the system refused an exchange, in words. */
export function whyNotMoved(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EXDEV') {
    return 'the restore area cannot be reached by a rename: it is another mount than the library';
  }
  return stopFor(error)?.explanation ?? messageOf(error);
}

async function exchangeFiles(place: string, next: string, aside: string): Promise<void> {
  const [standing, coming, gone] = await inodesOf(place, next, aside);
  // Two names of one file: the exchange the other way round got no further than its link.
  if (coming !== null && coming === standing) return await unlink(next);
  if (coming === null) return await expectDone({ place: standing, aside: gone });
  await mkdir(dirname(aside), { recursive: true });
  if (gone === null) await link(place, aside);
  else if (gone !== standing) throw new Error(`${aside} is another file than ${place}`);
  await rename(next, place);
}

async function exchangeFolders(place: string, next: string, aside: string): Promise<void> {
  const [standing, coming, gone] = await inodesOf(place, next, aside);
  if (coming === null) return await expectDone({ place: standing, aside: gone });
  if (standing !== null && gone !== null) throw new Error(`${aside} is there already`);
  if (standing !== null) {
    await mkdir(dirname(aside), { recursive: true });
    await rename(place, aside);
  }
  await rename(next, place);
}

async function expectDone(there: { place: string | null; aside: string | null }): Promise<void> {
  if (there.place !== null && there.aside !== null) return;
  throw new Error('the edition that should come is not there');
}

type Inode = string | null;

async function inodesOf(
  place: string,
  next: string,
  aside: string,
): Promise<[Inode, Inode, Inode]> {
  return [await inodeOf(place), await inodeOf(next), await inodeOf(aside)];
}

async function inodeOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await lstat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
