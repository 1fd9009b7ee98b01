import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError } from '../errors.ts';
import { costClass } from '../releases/cost.ts';
import { extensionVerdict, stopText } from '../integrity/extensions.ts';
import { releaseFromRow } from '../releases/parse.ts';
import { readLedger } from '../account/ledger.ts';
import type { Services } from '../services.ts';
import { readTorrent } from '../torrent/read.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { Download } from './download.entity.ts';
import { announceHosts, storedTorrent } from './stored-torrent.ts';

type FetchServices = Pick<Services, 'seal' | 'config' | 'mam' | 'now'>;

export type Fetched =
  | { kind: 'fetched'; bytes: Buffer; torrent: TorrentFile }
  | { kind: 'refused'; reason: string };

/** How long the free-for-VIP state must outlast the download. */
const expectedDownloadHours = 24;

/**
 * The torrent file of a download: the stored one, else fetched once from the tracker after a last
 * look at the release (still there, still as cheap as approved), checked, and stored encrypted.
 */
export async function fetchTorrent(
  services: FetchServices,
  em: EntityManager,
  download: Download,
): Promise<Fetched> {
  const stored = storedTorrent(services, download);
  if (stored) return { kind: 'fetched', ...stored };
  const trackerId = Number(download.release?.trackerId);
  const { mam } = services;
  if (!mam) throw new ExternalError('tracker', 'unreachable', 'The tracker is not configured');

  const change = await whatChanged(services, em, download, trackerId);
  if (change) return { kind: 'refused', reason: change };
  const bytes = await mam.torrentFile(trackerId);
  const torrent = readTorrent(bytes, {
    allowedAnnounceHosts: announceHosts(services.config.settings.MAM_TRACKER_URL),
  });
  if ('fault' in torrent) {
    return {
      kind: 'refused',
      reason: `the torrent file is not acceptable: ${torrent.explanation}`,
    };
  }
  const verdict = extensionVerdict(torrent.files);
  if (verdict.stop.length > 0) {
    return {
      kind: 'refused',
      reason: `the torrent is no audiobook to import: ${stopText(verdict)}`,
    };
  }
  const twin = await em.findOne(Download, {
    qbittorrentHash: torrent.infoHash,
    id: { $ne: download.id },
  });
  if (twin) return { kind: 'refused', reason: `download ${twin.id} already has this torrent` };
  download.torrentSealed = services.seal.close(bytes);
  download.qbittorrentHash = torrent.infoHash;
  download.sizeBytes = torrent.totalBytes;
  await em.flush();
  return { kind: 'fetched', bytes, torrent };
}

/** Why the release is no longer what a person approved; null when it is. */
async function whatChanged(
  { mam, now }: FetchServices,
  em: EntityManager,
  download: Download,
  trackerId: number,
): Promise<string | null> {
  const row = await mam?.releaseById(trackerId);
  if (!row) return 'the tracker no longer has this release';
  if (download.isPaid) return null;
  const ledger = await readLedger(em);
  const cost = costClass(releaseFromRow(row).cost, ledger.account, now(), expectedDownloadHours);
  return cost === 'paid' ? 'this release is no longer free' : null;
}
