import type { Services } from '../services.ts';
import { readTorrent } from '../torrent/read.ts';
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
  const isManual = download.source === manual;
  const allowedAnnounceHosts = announceHosts(config.settings.MAM_TRACKER_URL);
  const torrent = readTorrent(bytes, isManual ? 'anywhere' : { allowedAnnounceHosts });
  if ('fault' in torrent) {
    throw new Error(`the stored torrent cannot be read: ${torrent.explanation}`);
  }
  return { bytes, torrent };
}

/** The hosts a torrent file of the tracker may announce to. */
export function announceHosts(trackerUrl: string): string[] {
  return [new URL(trackerUrl).hostname];
}
