import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { withdrawNextBest } from './next-best.ts';
import { manual } from './states.ts';

/**
 * What is due when a torrent has become complete: it seeds at once, also where the client stops what it
 * has fetched, and nobody has to choose another release any more.
 */
export async function completed(
  { em, platforms, now, qbittorrent }: FollowServices,
  { id, source }: Download,
  { hash, state }: TorrentState,
): Promise<void> {
  await em().transactional((inner) => withdrawNextBest(inner, platforms, id, now()));
  // What a person added stopped, they want stopped.
  if (state === 'paused-upload' && source !== manual) await qbittorrent?.resume([hash]);
}
