import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { dropUndecided, lockProposals } from '../proposals/open.ts';
import { blockRelease } from '../releases/save.ts';
import { claimDownload } from './find-download.ts';
import { moveDownload } from './move.ts';
import { enqueueRemoval } from './queue.ts';
import { isInFlight } from './states.ts';
import { openStall } from './stall-rows.ts';

const blockedBecause = 'nothing arrived for a day';

/**
 * Lets the next best release of a stalled download's book be proposed, while the download goes on: its
 * own release is blocked, so that it is not the one that is found.
 */
export async function offerNextBest(
  em: EntityManager,
  downloadId: number,
  now: Date,
): Promise<void> {
  const { missingBook: missing, release } = await claimDownload(em, downloadId);
  if (!missing || !release || missing.downloadStatus === 'completed') return;
  const by = { actor: 'bot', reason: blockedBecause, missingBookId: missing.id };
  await blockRelease(em, release, by);
  Object.assign(missing, { downloadStatus: 'identified', isWanted: true, nextSearchAt: now });
  await em.flush();
  await requestRun(em, { job: 'queue', cause: 'event', actor: null, input: {}, now });
}

/** Something arrives again: nobody is asked about another release any more. */
export async function withdrawNextBest(
  em: EntityManager,
  platforms: readonly string[],
  downloadId: number,
  now: Date,
): Promise<void> {
  // Before any row, as everybody does who decides about proposals.
  await lockProposals(em);
  const { missingBook: missing, release, status } = await claimDownload(em, downloadId);
  if (!missing || !release || !isInFlight(status)) return;
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `delete from blocklist where source = ? and tracker_id = ? and created_by = 'bot' and reason = ?`,
    [release.source, release.trackerId, blockedBecause],
    'run',
  );
  if (affectedRows === 0 || missing.downloadStatus !== 'identified') return;
  missing.downloadStatus = 'downloading';
  await em.flush();
  await dropUndecided(em, missing.id, { platforms, now });
}

/** Another release of the book was approved: what is stalled gives way to it, and is removed unfinished. */
export async function giveWay(
  em: EntityManager,
  platforms: readonly string[],
  { missingBookId, downloadId, now }: { missingBookId: number; downloadId: number; now: Date },
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `select d.id from downloads d join stalls s on s.download_id = d.id
      where d.missing_book_id = ? and d.id <> ? and d.status = 'downloading' and s.ended_at is null`,
    [missingBookId, downloadId],
  );
  for (const { id } of rows) {
    const detail = 'nothing arrived; another release was chosen';
    await moveDownload(
      em,
      platforms,
      id,
      { status: 'cancelled', from: ['downloading'], detail },
      now,
    );
    await enqueueRemoval(em, id);
  }
}

/** A person waits for a stalled download: they are not asked about it again until something arrives. */
export async function keepWaiting(
  em: EntityManager,
  { downloadId, actor }: { downloadId: number; actor: string },
): Promise<{ title: string }> {
  const { title, status } = await claimDownload(em, downloadId);
  const stall = status === 'downloading' ? await openStall(em, downloadId) : null;
  if (stall) {
    await em.execute('update stalls set kept_by = ? where id = ?', [actor, stall.id]);
    return { title };
  }
  const text = `Download ${downloadId} is not stalled.`;
  throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
}
