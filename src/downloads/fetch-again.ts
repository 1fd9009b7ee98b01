import { setTimeout as sleep } from 'node:timers/promises';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type DownloadStatus, manual } from './states.ts';

const lookMs = 200;
const looks = 25;

/**
 * Pieces that differ went wrong on their way or on the disk: the client is asked once to check the
 * torrent and to fetch them again. Null when it was asked before, or is not ours to ask.
 */
export async function fetchAgain(
  services: FollowServices,
  download: Download,
  fault: string,
  signal: AbortSignal,
): Promise<DownloadStatus | null> {
  const { qbittorrent, em, platforms, now } = services;
  const { qbittorrentHash: hash, source, integrityStatus } = download;
  if (!qbittorrent || !hash || source === manual || integrityStatus === 'redownloading')
    return null;
  // Asking twice after a crash only lets it check twice.
  await qbittorrent.recheck([hash]);
  await untilItChecks(qbittorrent, hash, signal);
  const move = {
    status: 'downloading',
    from: ['checking', 'importing'],
    detail: `${fault}; qBittorrent checks the files and fetches those parts again`,
    set: { integrityStatus: 'redownloading', integrityReport: null },
  } as const;
  return (await moveDownload(em(), platforms, download.id, move, now())).status;
}

/** The client begins a moment after it was asked; until then it calls the torrent complete. */
async function untilItChecks(
  qbittorrent: Qbittorrent,
  hash: string,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const [torrent] = await qbittorrent.torrents([hash]);
    if (!torrent?.isComplete) return;
    await sleep(lookMs, undefined, { signal });
  }
}
