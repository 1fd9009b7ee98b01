import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam } from '../clients/mam/index.ts';
import { extensionVerdict, stopText } from '../integrity/extensions.ts';
import { isOfTracker } from '../releases/same-release.ts';
import type { Services } from '../services.ts';
import { confirmWedge, spendWedge } from '../spending/spend-wedge.ts';
import { readTorrent, type TorrentOrigin } from '../torrent/read.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import { trackerOf } from './look-again.ts';
import { isFinal, manual } from './states.ts';
import { announceHosts, storedTorrent } from './stored-torrent.ts';

type FetchServices = Pick<
  Services,
  'em' | 'seal' | 'config' | 'now' | 'platforms' | 'mam' | 'prowlarr'
>;

export type Fetched =
  | { kind: 'fetched'; bytes: Buffer; torrent: TorrentFile }
  | { kind: 'refused'; reason: string }
  /** A person added the very same torrent, which is on its way as this download. */
  | { kind: 'adopted'; twin: Download };

/**
 * The torrent file of a download: the stored one, else fetched once from the tracker, or by Prowlarr
 * where `downloadPath` leads, checked, and stored encrypted.
 */
export async function fetchTorrent(
  services: FetchServices,
  em: EntityManager,
  download: Download,
  downloadPath: string | null,
): Promise<Fetched> {
  const stored = storedTorrent(services, download);
  if (stored) return { kind: 'fetched', ...stored };
  const { prowlarr } = services;
  const bytes =
    prowlarr && downloadPath !== null
      ? await prowlarr.torrentFile(downloadPath)
      : await trackerOf(services).torrentFile(trackerNumber(download));
  return await keepTorrent(services, em, download, bytes);
}

export type Wedged =
  | { kind: 'free' }
  | { kind: 'waits'; reason: string; until: Date }
  | { kind: 'changed'; reason: string };

/** Spends the wedge a download was approved with, at most one; the torrent file that comes with it is stored. */
export async function fetchByWedge(
  services: FetchServices & { mam: Mam },
  em: EntityManager,
  download: Download,
  actor: string,
): Promise<Wedged> {
  const { release, title, id: downloadId } = download;
  if (!release) throw new Error(`download ${downloadId} has no release`);
  const ask = {
    trackerId: trackerNumber(download),
    releaseId: release.id,
    downloadId,
    title,
    actor,
  };
  const outcome = await spendWedge(services, ask);
  if (outcome.kind === 'waits') return outcome;
  if (outcome.kind === 'impossible') return { kind: 'changed', reason: outcome.reason };
  if (outcome.kind === 'spent') return { kind: 'free' };
  // A file that is not acceptable is found again, and told, when the torrent is fetched.
  await keepTorrent(services, em, download, outcome.bytes);
  if (!(await confirmWedge(services, outcome.purchaseId))) {
    const until = new Date(services.now().getTime() + 60_000);
    return { kind: 'waits', reason: 'it is not known yet whether the wedge counted', until };
  }
  await recordEvent(em, downloadId, download.status, 'a wedge makes it free', services.now());
  return { kind: 'free' };
}

async function keepTorrent(
  services: FetchServices,
  em: EntityManager,
  download: Download,
  bytes: Buffer,
): Promise<Fetched> {
  const torrent = readTorrent(bytes, originOf(services, download));
  if ('fault' in torrent) {
    const reason = `the torrent file is not acceptable: ${torrent.explanation}`;
    return { kind: 'refused', reason };
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
  if (twin?.source === manual && !isFinal(twin.status)) return { kind: 'adopted', twin };
  if (twin) return { kind: 'refused', reason: `download ${twin.id} already has this torrent` };
  download.torrentSealed = services.seal.close(bytes);
  download.qbittorrentHash = torrent.infoHash;
  download.sizeBytes = torrent.totalBytes;
  await em.flush();
  return { kind: 'fetched', bytes, torrent };
}

/** One of the tracker's must be the tracker's, whoever fetched it; one of another must be private. */
function originOf({ config }: FetchServices, { release }: Download): TorrentOrigin {
  if (release && !isOfTracker(release)) return 'other-tracker';
  return { allowedAnnounceHosts: announceHosts(config.settings.MAM_TRACKER_URL) };
}

function trackerNumber({ id, source, release }: Download): number {
  if (release && source === 'mam' && isOfTracker(release)) return Number(release.trackerId);
  throw new Error(`download ${id} is of no torrent of the tracker`);
}
