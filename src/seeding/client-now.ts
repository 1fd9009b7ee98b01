import type { TorrentPhase, TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError } from '../errors.ts';
import type { Services } from '../services.ts';

/** The torrents of our category as the client has them at this moment. */
export type ClientNow = {
  torrents: number;
  states: Partial<Record<TorrentPhase, number>>;
  downloadBytesPerSecond: number;
  uploadBytesPerSecond: number;
  /** Downloads for which nobody sends anything; what seeds without peers is none. */
  stalled: number;
  slots: { maxUploads: number; isQueueing: boolean; maxActiveUploads: number };
  freeSpaceBytes: number | null;
};

/** Null when there is no client or it does not answer. */
export async function clientNow({
  qbittorrent,
  config,
}: Pick<Services, 'qbittorrent' | 'config'>): Promise<ClientNow | null> {
  if (!qbittorrent) return null;
  try {
    const torrents = await qbittorrent.torrentsOfCategory(config.settings.QB_CATEGORY);
    const slots = { ...(await qbittorrent.preferences()), ...(await qbittorrent.queueLimits()) };
    const freeSpaceBytes = await qbittorrent.freeSpaceBytes();
    return { ...countTorrents(torrents), slots, freeSpaceBytes };
  } catch (error) {
    if (error instanceof ExternalError) return null;
    throw error;
  }
}

function countTorrents(
  torrents: readonly TorrentState[],
): Omit<ClientNow, 'freeSpaceBytes' | 'slots'> {
  const states: ClientNow['states'] = {};
  for (const { state } of torrents) states[state] = (states[state] ?? 0) + 1;
  const sum = (rate: (torrent: TorrentState) => number | null) =>
    torrents.reduce((total, torrent) => total + (rate(torrent) ?? 0), 0);
  return {
    torrents: torrents.length,
    states,
    downloadBytesPerSecond: sum(({ downloadBytesPerSecond }) => downloadBytesPerSecond),
    uploadBytesPerSecond: sum(({ uploadBytesPerSecond }) => uploadBytesPerSecond),
    stalled: states['stalled-download'] ?? 0,
  };
}
