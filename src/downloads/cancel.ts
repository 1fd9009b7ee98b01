import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { moveDownload } from './move.ts';
import { findDownload } from './retry.ts';
import { isFinal } from './states.ts';

/**
 * Ends our interest in a download; the book is no longer wanted. Nothing is removed from the
 * download client: what was begun has to be seeded. Throws UserError for one that is over.
 */
export async function cancelDownload(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, actor, now }: { downloadId: number; actor: string; now: Date },
): Promise<{ title: string; isInClient: boolean }> {
  const download = await findDownload(em, downloadId);
  if (isFinal(download.status) && download.status !== 'stopped') {
    const text = `Download ${downloadId} is ${download.status} already.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  const move = { status: 'cancelled', detail: `given up by ${actor}` } as const;
  const isInClient = !['queued', 'waiting'].includes(download.status);
  const cancelled = await moveDownload(em, platforms, downloadId, move, now);
  if (cancelled.missingBook) {
    cancelled.missingBook.downloadStatus = 'identified';
    cancelled.missingBook.isWanted = false;
    await em.flush();
  }
  return { title: download.title, isInClient };
}
