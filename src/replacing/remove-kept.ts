import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FollowServices } from '../downloads/follow.ts';
import { editionFiles } from './edition-files.ts';
import { whyNotMoved } from './exchange.ts';
import { refuseRemoval } from './outcomes.ts';
import { type Replacement, step } from './rows.ts';

/** What of a replacement lies in the restore area: the old edition, or after an undo the new one. */
function keptPath(row: Replacement): string {
  return row.undoneAt && row.undoAsidePath ? row.undoAsidePath : row.asidePath;
}

/** Removes what a person said may go, unless it would be the last copy of the book. */
export async function removeKept(services: FollowServices, row: Replacement): Promise<void> {
  const { em } = services;
  const kept = keptPath(row);
  const standing = await editionFiles(row.place);
  if ('refused' in standing || !standing.files.some(({ isAudio }) => isAudio)) {
    const reason = `no edition stands in ${row.place}, this is the last one`;
    return await refuseRemoval(services, row, reason);
  }
  try {
    await rm(kept, { recursive: true, force: true });
  } catch (error) {
    return await refuseRemoval(services, row, whyNotMoved(error));
  }
  // The folders of this replacement and of its day, as far as nothing else is in them.
  let folder = dirname(kept);
  for (let level = 0; level < (row.undoneAt ? 3 : 2); level += 1) {
    await removeEmpty(folder);
    folder = dirname(folder);
  }
  await step(em(), row.id, 'removing', 'removed');
  await em().execute('update replacements set removed_at = now() where id = ?', [row.id]);
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT' && code !== 'EEXIST') throw error;
  }
}
