import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { awaitsPieces } from './checked-by-copy.ts';
import type { Download } from './download.entity.ts';
import { claimDownload } from './find-download.ts';
import { thawed } from './freeze.ts';
import { moveDownload } from './move.ts';
import { enqueueGrab, enqueueLaterGrab } from './queue.ts';
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
  const download = await claimStopped(em, downloadId);
  const status = resumePoint(download);
  await resumeDownload(em, platforms, download, {
    status,
    detail: `tried again by ${actor}`,
    actor,
    now,
  });
  return { title: download.title, from: stepNames[status] ?? status };
}

/**
 * Has a download that begins with its torrent file again begin so many days from now. Throws UserError
 * for one that would go on with what is there, and for whatever `retryDownload` refuses.
 */
export async function retryLater(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, actor, now, days }: Ask & { days: number },
): Promise<{ title: string; until: Date }> {
  const download = await claimStopped(em, downloadId);
  if (resumePoint(download) !== 'queued') {
    const text = `Download ${downloadId} goes on with what is there; nothing is gained by waiting.`;
    throw new UserError('conflict', text, `Type "retry ${downloadId}".`);
  }
  const until = new Date(now.getTime() + days * 86_400_000);
  const retryCount = download.retryCount + 1;
  const detail = `${actor} lets it wait ${days === 1 ? 'a day' : `${days} days`}`;
  const set = { ...thawed, nextRetry: until, retryCount };
  const nextStep = 'tried again by itself';
  await moveDownload(em, platforms, downloadId, { status: 'waiting', detail, nextStep, set }, now);
  await enqueueLaterGrab(em, downloadId, retryCount, until);
  return { title: download.title, until };
}

/** The download, once it is one that can be tried again. */
async function claimStopped(em: EntityManager, downloadId: number): Promise<Download> {
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
  return download;
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
