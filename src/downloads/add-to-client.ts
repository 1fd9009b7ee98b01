import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError } from '../errors.ts';
import type { Services } from '../services.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { problemOf } from './describe.ts';

type ClientServices = Pick<Services, 'config' | 'qbittorrent'>;
type Addition = { bytes: Buffer; torrent: TorrentFile; tags: readonly string[]; author: string };

/**
 * Whether the download client has the torrent of a download already, from an attempt that was cut off
 * or by another hand. Whoever tries one again that is broken there wants it checked.
 */
export async function isInClient(
  { qbittorrent }: Pick<Services, 'qbittorrent'>,
  infoHash: string | null | undefined,
): Promise<boolean> {
  if (!infoHash || !qbittorrent) return false;
  const [torrent] = await qbittorrent.torrents([infoHash]);
  if (torrent && problemOf(torrent)) {
    await qbittorrent.recheck([infoHash]);
    await qbittorrent.resume([infoHash]);
  }
  return torrent !== undefined;
}

/** Hands a torrent to the download client, once. */
export async function addToClient(
  services: ClientServices,
  { bytes, torrent, tags, author }: Addition,
): Promise<void> {
  const { config, qbittorrent } = services;
  if (!qbittorrent)
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  const { infoHash } = torrent;
  const category = config.settings.QB_CATEGORY;
  const [isThere, others] = await Promise.all([
    isInClient(services, infoHash),
    qbittorrent.torrentsOfCategory(category),
    qbittorrent.ensureCategory(category, config.settings.QB_SAVE_PATH ?? null),
  ]);
  if (isThere) return;
  const outcome = await qbittorrent.addTorrent({
    bytes,
    infoHash,
    fileName: `${infoHash}.torrent`,
    category,
    tags: [...tags, ...(author ? [author] : [])],
    savePath: separateFolder(others, torrent),
    stopped: false,
  });
  if (outcome !== 'unknown' || (await isInClient(services, infoHash))) return;
  const text = 'qBittorrent took the torrent but does not show it';
  throw new ExternalError('qbittorrent', 'unexpected', text);
}

/**
 * Null for the folder of the category. qBittorrent writes over what it finds under the name of a
 * torrent, seeded or not, so the second torrent of a name gets a folder of its own.
 */
function separateFolder(
  others: readonly TorrentState[],
  { name, infoHash }: TorrentFile,
): string | null {
  const twin = others.find(
    (one) => one.name === name || one.contentPath === `${one.savePath}/${name}`,
  );
  return twin ? `${twin.savePath}/${infoHash.slice(0, 8)}` : null;
}
