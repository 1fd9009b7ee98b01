import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { describeTorrent, goneProblem, problemOf } from './describe.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { showProgress } from './progress.ts';
import type { DownloadStatus } from './states.ts';
import { stopDownload } from './stop.ts';

/**
 * Brings a download to where the client says it is: what a person does there is followed, never
 * undone. Content that was complete and is moved, checked or fetched again is waited for.
 */
export async function watch(
  services: FollowServices,
  download: Download,
  torrent: TorrentState | null,
): Promise<DownloadStatus> {
  const { status } = download;
  const wasComplete = status === 'checking' || status === 'importing';
  // What was downloaded may still lie there without its torrent, or never had one.
  if (!torrent && wasComplete) return status;
  const problem = torrent ? problemOf(torrent) : goneProblem(download);
  if (!torrent || problem) {
    const { reason, text } = problem ?? goneProblem(download);
    return status === 'stopped' ? status : await stopDownload(services, download, reason, text);
  }
  if (!torrent.isComplete) return await goOnDownloading(services, download, torrent);
  const { savePath, rawState: qbittorrentStatus } = torrent;
  if (!wasComplete) {
    const set = { progress: 1, qbittorrentStatus, savePath };
    return await move(services, download, 'checking', 'download complete', set);
  }
  if (savePath === download.savePath) return status;
  const detail = `qBittorrent has the files in ${savePath} now`;
  return await move(services, download, status, detail, { savePath });
}

async function goOnDownloading(
  services: FollowServices,
  download: Download,
  torrent: TorrentState,
): Promise<DownloadStatus> {
  if (download.status !== 'downloading') {
    // What is fetched again stays known as that: it is asked for only once.
    const { integrityStatus: before } = download;
    const integrityStatus = before === 'redownloading' ? before : 'pending';
    const set = { integrityStatus, integrityReport: null } as const;
    await move(services, download, 'downloading', describeTorrent(torrent), set);
  }
  await showProgress(services, download.id, torrent);
  return 'downloading';
}

async function move(
  { em, platforms, now }: FollowServices,
  { id, status: from }: Download,
  status: DownloadStatus,
  detail: string,
  set: Partial<Download>,
): Promise<DownloadStatus> {
  const change = { status, from: [from], detail, set };
  return (await moveDownload(em(), platforms, id, change, now())).status;
}
