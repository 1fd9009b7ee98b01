import { ExternalError, messageOf } from '../errors.ts';
import type { Release } from '../releases/facts.ts';
import { releaseFromRow } from '../releases/parse.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { AdoptServices } from './adopt.ts';
import { announceHosts } from './stored-torrent.ts';

/** The site rounds sizes to three digits. */
const sizeTolerance = 0.02;

/**
 * What the tracker knows of a torrent, when it is one of its own: no other hash is ever told to it.
 * Null also when it cannot be asked now; the name of the torrent has to do then.
 */
export async function askTracker(
  { mam, config, log }: Pick<AdoptServices, 'mam' | 'config' | 'log'>,
  { infoHash, isPrivate, announceHosts: hosts, totalBytes }: TorrentFile,
): Promise<Release | null> {
  const own = announceHosts(config.settings.MAM_TRACKER_URL);
  const isOurs = isPrivate && hosts.length > 0 && hosts.every((host) => own.includes(host));
  if (!mam || !isOurs) return null;
  try {
    const row = await mam.releaseByHash(infoHash);
    const isOther =
      row?.sizeBytes && Math.abs(row.sizeBytes - totalBytes) > totalBytes * sizeTolerance;
    return row && !isOther ? releaseFromRow(row) : null;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    log.warn({ cause: messageOf(error) }, 'the tracker could not tell what an adopted torrent is');
    return null;
  }
}
