import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import { ExternalError } from '../errors.ts';
import type { Download } from './download.entity.ts';
import type { Time } from '../time.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type DownloadStatus, manual } from './states.ts';
import { storedTorrent } from './stored-torrent.ts';

const lookMs = 200;
const looks = 25;
const asked = 'fetch-again';

/** How the torrent stood in the client, as the report keeps it until it stands there again. */
type Standing = { status: typeof asked; savePath: string; category: string; tags: string[] };

/**
 * Pieces that differ went wrong on their way or on the disk: they are fetched again, once, and only
 * they. Null when that was done before, or the torrent is not ours.
 */
export async function fetchAgain(
  services: FollowServices,
  download: Download,
  fault: string,
): Promise<DownloadStatus | null> {
  const { qbittorrent, em, platforms, now } = services;
  const { qbittorrentHash: hash, source, integrityStatus } = download;
  if (!qbittorrent || !hash || source === manual || integrityStatus === 'redownloading')
    return null;
  const [torrent] = await qbittorrent.torrents([hash]);
  if (!torrent) return null;
  const { savePath, category, tags } = torrent;
  const integrityReport: Standing = { status: asked, savePath, category, tags };
  const move = {
    status: 'downloading',
    from: ['checking', 'importing'],
    detail: `${fault}; qBittorrent checks the files and fetches those parts again`,
    set: { integrityStatus: 'redownloading', integrityReport },
  } as const;
  return (await moveDownload(em(), platforms, download.id, move, now())).status;
}

/** Whether the client has still to be told. */
export function isToFetchAgain({ integrityReport }: Pick<Download, 'integrityReport'>): boolean {
  return integrityReport?.['status'] === asked;
}

/**
 * Takes the torrent out of the client and adds it again where its files stay. A client that had
 * everything does not look for those who have everything once a check shows that a part is missing;
 * one that gets the torrent anew does. May be cut off anywhere and begun again.
 */
export async function askAgain(services: FollowServices, download: Download): Promise<void> {
  const { qbittorrent, em, sleep } = services;
  const { qbittorrentHash: hash, integrityReport } = download;
  const stored = storedTorrent(services, download);
  if (!qbittorrent || !hash || !stored) {
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  }
  const { savePath, category, tags } = integrityReport as Standing;
  const [torrent] = await qbittorrent.torrents([hash]);
  // What is not complete was added again before the cut, and is at work.
  if (torrent?.isComplete) {
    await qbittorrent.remove([hash], { deleteFiles: false });
    await untilGone(qbittorrent, hash, sleep);
  }
  if ((!torrent || torrent.isComplete) && (await isStillWanted(services, download))) {
    const isOfCategory = (await qbittorrent.categoryFolder(category)) === savePath;
    await qbittorrent.addTorrent({
      bytes: stored.bytes,
      infoHash: hash,
      fileName: `${hash}.torrent`,
      category,
      tags,
      savePath: isOfCategory ? null : savePath,
      stopped: false,
    });
  }
  await untilItChecks(qbittorrent, hash, sleep);
  await em().execute(
    `update downloads set integrity_report = null where id = ? and integrity_report->>'status' = ?`,
    [download.id, asked],
  );
}

/** Somebody may have given the download up meanwhile. */
async function isStillWanted({ em }: FollowServices, { id }: Download): Promise<boolean> {
  const [row] = await em().execute<{ status: DownloadStatus }[]>(
    'select status from downloads where id = ?',
    [id],
  );
  return row?.status === 'downloading';
}

async function untilGone(
  qbittorrent: Qbittorrent,
  hash: string,
  sleep: Time['sleep'],
): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    if ((await qbittorrent.torrents([hash])).length === 0) return;
    await sleep(lookMs);
  }
  throw new ExternalError('qbittorrent', 'unexpected', 'qBittorrent still has the removed torrent');
}

/** A torrent shows a moment after it was added; until it is checked its old state may be shown. */
async function untilItChecks(
  qbittorrent: Qbittorrent,
  hash: string,
  sleep: Time['sleep'],
): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const [torrent] = await qbittorrent.torrents([hash]);
    if (torrent && !torrent.isComplete) return;
    await sleep(lookMs);
  }
}
