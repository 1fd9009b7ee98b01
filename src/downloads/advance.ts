import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError, messageOf } from '../errors.ts';
import { climb } from './climb.ts';
import type { Download } from './download.entity.ts';
import { askAgain, isToFetchAgain } from './fetch-again.ts';
import type { FollowServices } from './follow.ts';
import { importDownload } from './import.ts';
import { completed } from './completed.ts';
import { moveDownload } from './move.ts';
import { shelve } from './shelve.ts';
import type { DownloadStatus } from './states.ts';
import { verifyDownload } from './verify.ts';
import { watch } from './watch.ts';

/**
 * Takes one download through every step it is ready for and answers where it stands. A service that
 * is away leaves it where it was; the next run goes on from there.
 */
export async function advance(
  services: FollowServices,
  download: Download,
  /** What the client says of it; `unclear` when it did not answer, or lacks it only since a moment. */
  torrent: TorrentState | null | 'unclear',
  signal: AbortSignal,
): Promise<DownloadStatus> {
  let status = download.status;
  try {
    if (status !== 'scanning') {
      if (isToFetchAgain(download)) {
        await askAgain(services, download);
        return status;
      }
      if (torrent === 'unclear') return status;
      status = await watch(services, download, torrent);
      if (status === 'downloading' && torrent) await climb(services, download, torrent);
      if (torrent && status === 'checking' && download.status === 'downloading') {
        await completed(services, download, torrent);
      }
      if (status === 'checking') status = await verifyDownload(services, download, torrent, signal);
      if (status === 'importing') {
        status = await importDownload(services, download, torrent, signal);
      }
    }
    if (status === 'scanning') status = await shelve(services, download, signal);
  } catch (error) {
    if (signal.aborted) return status;
    if (!(error instanceof ExternalError)) throw error;
    services.log.warn({ download: download.id, cause: messageOf(error) }, 'a download has to wait');
    await noteWaiting(services, { id: download.id, status }, messageOf(error));
  }
  return status;
}

/** Says on the card why a download does not go on; it stays where it is. */
export async function noteWaiting(
  services: Pick<FollowServices, 'em' | 'platforms' | 'now'>,
  { id, status }: { id: number; status: DownloadStatus },
  reason: string,
): Promise<void> {
  const move = { status, from: [status], detail: reason, nextStep: 'tried again by itself' };
  await moveDownload(services.em(), services.platforms, id, move, services.now());
}
