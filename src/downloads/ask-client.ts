import path from 'node:path';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError } from '../errors.ts';
import { ourPath, type PathMap, readPathMap } from '../settings/path-map.ts';
import { readTorrent } from '../torrent/read.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { isGivenUp } from './states.ts';
import type { StopReason } from './stops.ts';
import { announceHosts } from './stored-torrent.ts';

export type Unusable = { kind: 'stopped'; reason: StopReason; text: string };

export function unusable(reason: StopReason, text: string): Unusable {
  return { kind: 'stopped', reason, text };
}

type Answer =
  | { kind: 'torrent'; torrent: TorrentFile; savePath: string }
  | { kind: 'files'; path: string; savePath: string; note: string }
  | Unusable;

/**
 * What the download client knows of files that we did not fetch ourselves: their torrent, which is
 * kept with the download, or else only where they lie below the folder of the category.
 */
export async function askClient(
  services: FollowServices,
  download: Download,
  state: TorrentState | null,
): Promise<Answer> {
  const { qbittorrent, config } = services;
  if (!qbittorrent) {
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  }
  const category = config.settings.QB_CATEGORY;
  const savePath = await qbittorrent.categoryFolder(category);
  if (savePath === null) {
    return unusable('not-importable', `qBittorrent has no category "${category}"`);
  }
  const map = readPathMap((await services.policy(services.em())).pathMap);
  const folder = ourPath(map, savePath);
  const known = state ?? (await findTorrent(qbittorrent, { category, folder, map, download }));
  if (!known) {
    if (!download.contentPath)
      return unusable('torrent-gone', 'the torrent was removed from qBittorrent');
    return { kind: 'files', path: download.contentPath, savePath, note: 'no torrent is known' };
  }
  if (!known.isComplete) {
    const percent = Math.floor(known.progress * 100);
    return unusable('still-downloading', `qBittorrent has only ${percent} % of it`);
  }
  const torrent = await keepTorrent(services, qbittorrent, download, known.hash);
  if ('kind' in torrent) return torrent;
  if (!('fault' in torrent)) return { kind: 'torrent', torrent, savePath: known.savePath };
  const below = path.relative(folder, ourPath(map, known.contentPath ?? ''));
  return { kind: 'files', path: below, savePath, note: torrent.explanation };
}

/** The torrent of the category whose folder or file a person named. */
async function findTorrent(
  qbittorrent: Qbittorrent,
  search: { category: string; folder: string; map: PathMap; download: Download },
): Promise<TorrentState | null> {
  const { category, folder, map, download } = search;
  if (!download.contentPath) return null;
  const wanted = path.join(folder, download.contentPath);
  const torrents = await qbittorrent.torrentsOfCategory(category);
  // Of a folder with a single file qBittorrent names the file.
  const isIt = ({ contentPath }: TorrentState) =>
    contentPath !== null && `${ourPath(map, contentPath)}/`.startsWith(`${wanted}/`);
  return torrents.find(isIt) ?? null;
}

/** Stores the torrent file as the client has it, unless it is one that cannot be relied on. */
async function keepTorrent(
  { em, seal, config }: FollowServices,
  qbittorrent: Qbittorrent,
  download: Download,
  hash: string,
): Promise<ReturnType<typeof readTorrent> | Unusable> {
  const inner = em();
  const twin = await inner.findOne(Download, { qbittorrentHash: hash, id: { $ne: download.id } });
  if (twin && !isGivenUp(twin.status)) {
    const text = `download ${twin.id} (${twin.status}) has these files already`;
    return unusable('not-importable', text);
  }
  const bytes = await qbittorrent.exportTorrent(hash);
  const allowedAnnounceHosts = announceHosts(config.settings.MAM_TRACKER_URL);
  const torrent = readTorrent(bytes, { allowedAnnounceHosts });
  if ('fault' in torrent) return torrent;
  download.qbittorrentHash = hash;
  download.torrentSealed = seal.close(bytes);
  const { torrentSealed } = download;
  await inner.transactional(async (tx) => {
    if (twin) await tx.nativeUpdate(Download, twin.id, { qbittorrentHash: null });
    await tx.nativeUpdate(Download, download.id, { qbittorrentHash: hash, torrentSealed });
  });
  return torrent;
}
