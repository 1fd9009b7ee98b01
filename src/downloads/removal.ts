import type { TorrentState } from '../clients/qbittorrent/torrent.ts';

/**
 * Whether a torrent may be removed with its data: only while it never was complete. `later` while
 * the client itself cannot tell. What was complete owes the tracker seed time, whatever became of it.
 */
export function removalOf(
  torrent: Pick<
    TorrentState,
    'state' | 'isComplete' | 'progress' | 'completedAt' | 'seedingSeconds'
  >,
  download: { progress: number; dateCompleted?: Date | null | undefined },
): 'remove' | 'keep' | 'later' {
  const wasComplete =
    torrent.isComplete ||
    torrent.progress >= 1 ||
    torrent.completedAt !== null ||
    torrent.seedingSeconds > 0 ||
    download.progress >= 1 ||
    download.dateCompleted != null;
  if (wasComplete) return 'keep';
  return ['checking', 'moving', 'unknown'].includes(torrent.state) ? 'later' : 'remove';
}
