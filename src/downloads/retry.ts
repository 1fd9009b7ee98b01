import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { awaitsPieces } from './checked-by-copy.ts';
import type { Download } from './download.entity.ts';
import { claimDownload } from './find-download.ts';
import { moveDownload } from './move.ts';
import { enqueueGrab } from './queue.ts';
import type { DownloadStatus } from './states.ts';

type Ask = { downloadId: number; actor: string; now: Date };

/**
 * Lets a stopped, failed or waiting download go on from the last step that is known to be good; an
 * imported one that Audiobookshelf did not show is looked for again. Throws UserError for one that is
 * at work, over, or unknown.
 */
export async function retryDownload(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, actor, now }: Ask,
): Promise<{ title: string; from: string }> {
  const download = await claimDownload(em, downloadId);
  const isUnseen = download.status === 'completed' && download.absImportStatus === 'not_seen';
  if (!isUnseen && !['stopped', 'failed', 'waiting', 'abandoned'].includes(download.status)) {
    const text = `Download ${downloadId} is ${download.status}; there is nothing to try again.`;
    throw new UserError('conflict', text, 'Type "queue" for what is on its way.');
  }
  if (!download.release && !download.missingBook) {
    const text = `Nobody has said which book download ${downloadId} is.`;
    throw new UserError('conflict', text, `Type "import download:${downloadId}" to choose it.`);
  }
  const status = resumePoint(download);
  await resumeDownload(em, platforms, download, {
    status,
    detail: `tried again by ${actor}`,
    actor,
    now,
  });
  return { title: download.title, from: stepNames[status] ?? status };
}

const stepNames: Partial<Record<DownloadStatus, string>> = {
  queued: 'the torrent file',
  scanning: 'a scan of Audiobookshelf',
};

/** Sets a download to work again at a step, in the caller's transaction. */
export async function resumeDownload(
  em: EntityManager,
  platforms: readonly string[],
  { id, retryCount: earlier }: Download,
  go: { status: DownloadStatus; detail: string; set?: Partial<Download>; actor: string; now: Date },
): Promise<void> {
  const { status, detail, actor, now } = go;
  const retryCount = earlier + 1;
  await moveDownload(em, platforms, id, { status, detail, set: { ...go.set, retryCount } }, now);
  if (status === 'queued') await enqueueGrab(em, id, retryCount);
  else await requestRun(em, { job: 'downloads', cause: 'event', actor, input: {}, now });
}

/**
 * Verified content is imported, imported content is shown to the library, and what was complete is
 * looked at again. What we grabbed starts at the grab otherwise, what a person brought where it lies.
 */
export function resumePoint(download: Download): DownloadStatus {
  if (download.libraryPath) return 'scanning';
  if (isChecked(download)) return 'importing';
  if (download.contentPath) return 'checking';
  const isThere = download.progress >= 1 && download.stopReason !== 'torrent-gone';
  return download.source === 'Manual' || isThere ? 'downloading' : 'queued';
}

/** Without ffmpeg nothing passes, and what can be checked of it has been, or is by the import. */
function isChecked(download: Download): boolean {
  const { integrityStatus, integrityReport } = download;
  if (integrityStatus === 'passed' || awaitsPieces(download)) return true;
  return integrityReport?.['status'] === 'pieces-ok';
}
