import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Stopped, stopped } from './placement.ts';
import { isInside, realOrNull } from './real-path.ts';

/** The real folder a book goes into, and which folders were made for it, the outermost first. */
export type ParentFolder = { folder: string; created: string[] };

/** Makes the folders above a book one by one, and never outside the library, links included. */
export async function makeParent(
  realRoot: string,
  parts: readonly string[],
): Promise<ParentFolder | Stopped> {
  const created: string[] = [];
  let folder = realRoot;
  for (const part of parts) {
    folder = join(folder, part);
    try {
      if (await makeFolder(folder)) created.push(folder);
    } catch (error) {
      await removeCreated(created);
      throw error;
    }
    const real = await realOrNull(folder);
    if (real === null || !isInside(realRoot, real)) return leadsOut(folder);
    folder = real;
  }
  return { folder, created };
}

/** Takes the made folders away again as far as they are still empty. */
export async function removeCreated(created: readonly string[]): Promise<void> {
  for (const folder of created.toReversed()) {
    try {
      await rmdir(folder);
    } catch {
      // Somebody uses it by now, or the disk is gone: an empty folder is no harm.
      return;
    }
  }
}

async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Only a folder that existed before can lead out, so nothing was made above it. */
function leadsOut(folder: string): Stopped {
  return stopped('leads-out', `${folder} leads out of the library.`);
}
