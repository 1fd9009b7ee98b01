import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError, messageOf } from '../errors.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { importDownload } from './import.ts';
import { moveDownload } from './move.ts';
import { showProgress } from './progress.ts';
import { shelve } from './shelve.ts';
import type { DownloadStatus } from './states.ts';
import { stopDownload } from './stop.ts';
import type { StopReason } from './stops.ts';
import { verifyDownload } from './verify.ts';

const appearsWithinMs = 30_000;

/**
 * Takes one download through every step it is ready for and answers where it stands. A service that
 * is away leaves it where it was; the next run goes on from there.
 */
export async function advance(
  services: FollowServices,
  download: Download,
  torrent: TorrentState | null,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  let status = download.status;
  try {
    if (status === 'downloading') status = await watch(services, download, torrent);
    if (status === 'checking') status = await verifyDownload(services, download, torrent, signal);
    if (status === 'importing') status = await importDownload(services, download, torrent, signal);
    if (status === 'scanning') status = await shelve(services, download, signal);
  } catch (error) {
    if (signal.aborted) return status;
    if (!(error instanceof ExternalError)) throw error;
    services.log.warn({ download: download.id, cause: messageOf(error) }, 'a download has to wait');
    const move = {
      status,
      from: [status],
      detail: messageOf(error),
      nextStep: 'tried again by itself',
    };
    await moveDownload(services.em(), services.platforms, download.id, move, services.now());
  }
  return status;
}

/** What the download client says decides: it is followed, never steered here. */
async function watch(
  services: FollowServices,
  download: Download,
  torrent: TorrentState | null,
): Promise<DownloadStatus> {
  if (!torrent && isJustAdded(download, services.now())) return 'downloading';
  if (!torrent) {
    const text = 'the torrent was removed from qBittorrent';
    return await stopDownload(services, download, 'torrent-gone', text);
  }
  const problem = problemOf(torrent);
  if (problem) return await stopDownload(services, download, ...problem);
  if (!torrent.isComplete) {
    await showProgress(services, download.id, torrent);
    return 'downloading';
  }
  const set = { progress: 1, qbittorrentStatus: torrent.rawState, savePath: torrent.savePath };
  const from = ['downloading'] as const;
  const move = { status: 'checking', from, detail: 'download complete', set } as const;
  const { em, platforms, now } = services;
  return (await moveDownload(em(), platforms, download.id, move, now())).status;
}

/** A client shows a new torrent only after a moment. */
function isJustAdded({ lastAttempt }: Download, now: Date): boolean {
  return now.getTime() - (lastAttempt?.getTime() ?? 0) < appearsWithinMs;
}

function problemOf({ state }: TorrentState): [reason: StopReason, text: string] | null {
  if (state === 'missing-files')
    return ['files-gone', 'qBittorrent misses the files of the torrent'];
  if (state === 'error') return ['client-error', 'qBittorrent reports an error with the torrent'];
  return null;
}
