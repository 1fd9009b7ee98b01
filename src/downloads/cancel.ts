import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { claimDownload } from './find-download.ts';
import { moveDownload } from './move.ts';
import { isFinal } from './states.ts';

/**
 * Ends our interest in a download; the book is no longer wanted. Nothing is removed from the
 * download client: what was begun has to be seeded. Throws UserError for one that is over.
 */
export async function cancelDownload(
  em: EntityManager,
  platforms: readonly string[],
  ask: { downloadId: number; reason?: string | undefined; actor: string; now: Date },
): Promise<{ title: string; isInClient: boolean }> {
  const { downloadId, reason, actor, now } = ask;
  const download = await claimDownload(em, downloadId);
  if (isFinal(download.status) && !['stopped', 'abandoned'].includes(download.status)) {
    const text = `Download ${downloadId} is ${download.status} already.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  const detail = `given up by ${actor}${reason ? `: ${reason}` : ''}`;
  const isInClient =
    download.qbittorrentHash != null && !['queued', 'waiting'].includes(download.status);
  const cancelled = await moveDownload(
    em,
    platforms,
    downloadId,
    { status: 'cancelled', detail },
    now,
  );
  const { missingBook: missing } = cancelled;
  if (missing && missing.downloadStatus !== 'completed') {
    Object.assign(missing, { downloadStatus: 'identified', isWanted: false });
    await em.flush();
  }
  return { title: download.title, isInClient };
}
