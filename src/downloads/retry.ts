import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { Download } from './download.entity.ts';
import { moveDownload } from './move.ts';
import { enqueueGrab } from './queue.ts';
import type { DownloadStatus } from './states.ts';

type Ask = { downloadId: number; actor: string; now: Date };

/**
 * Lets a stopped, failed or waiting download go on from the last step that is known to be good.
 * Throws UserError for one that is at work, over, or unknown.
 */
export async function retryDownload(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, actor, now }: Ask,
): Promise<{ title: string; from: string }> {
  const download = await findDownload(em, downloadId);
  if (!['stopped', 'failed', 'waiting', 'abandoned'].includes(download.status)) {
    const text = `Download ${downloadId} is ${download.status}; there is nothing to try again.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  const status = resumePoint(download);
  const retryCount = download.retryCount + 1;
  const move = { status, detail: `tried again by ${actor}`, set: { retryCount } };
  await moveDownload(em, platforms, downloadId, move, now);
  if (status === 'queued') await enqueueGrab(em, downloadId, retryCount);
  else await requestRun(em, { job: 'downloads', cause: 'event', actor, input: {}, now });
  return { title: download.title, from: status === 'queued' ? 'the torrent file' : status };
}

/** Verified content is imported, imported content is shown to the library; everything else starts at the grab. */
function resumePoint(download: Download): DownloadStatus {
  if (download.libraryPath) return 'scanning';
  return download.integrityStatus === 'passed' ? 'importing' : 'queued';
}

/** The download of this number; throws UserError when there is none. */
export async function findDownload(em: EntityManager, id: number): Promise<Download> {
  const download = await em.findOne(Download, id, { populate: ['missingBook'] });
  if (download) return download;
  throw new UserError('not_found', `There is no download ${id}.`, 'Type "queue" for the numbers.');
}
