import type { Services } from '../services.ts';
import { readTorrent, type TorrentOrigin } from '../torrent/read.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { Download } from './download.entity.ts';
import { manual } from './states.ts';

/** The stored torrent file of a download, read again; null before it was fetched. */
export function storedTorrent(
  { seal, config }: Pick<Services, 'seal' | 'config'>,
  download: Download,
): { bytes: Buffer; torrent: TorrentFile } | null {
  if (!download.torrentSealed) return null;
  const bytes = seal.open(Buffer.from(download.torrentSealed));
  const torrent = readTorrent(bytes, originOf(download.source, config.settings.MAM_TRACKER_URL));
  if ('fault' in torrent) {
    throw new Error(`the stored torrent cannot be read: ${torrent.explanation}`);
  }
  return { bytes, torrent };
}

/** What Prowlarr fetched was compared with the tracker it is of before it was stored. */
function originOf(source: string, trackerUrl: string): TorrentOrigin {
  if (source === manual) return 'anywhere';
  if (source === 'prowlarr') return 'other-tracker';
  return { allowedAnnounceHosts: announceHosts(trackerUrl) };
}

/** The hosts a torrent file of the tracker may announce to. */
export function announceHosts(trackerUrl: string): string[] {
  return [new URL(trackerUrl).hostname];
}
