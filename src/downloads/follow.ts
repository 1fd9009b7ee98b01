import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../services.ts';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { Download } from './download.entity.ts';
import { countInFlight } from './in-flight.ts';
import { advance } from './advance.ts';
import { inFlightStatuses } from './states.ts';

export type FollowServices = Pick<
  Services,
  | 'em'
  | 'now'
  | 'seal'
  | 'platforms'
  | 'config'
  | 'policy'
  | 'qbittorrent'
  | 'audiobookshelf'
  | 'log'
>;

export type FollowReport = { followed: number; completed: number; left: number };

const pollMs = 2000;

/**
 * Brings every download on its way as far as it goes: progress, verification, import, library. Looks
 * again every two seconds until none is left, `untilMs` have passed or the signal ends it.
 */
export async function followDownloads(
  services: FollowServices,
  options: { signal: AbortSignal; untilMs: number; onProgress: (left: number) => Promise<void> },
): Promise<FollowReport> {
  const { qbittorrent } = services;
  if (!qbittorrent) return { followed: 0, completed: 0, left: await countInFlight(services.em()) };
  const endsAt = services.now().getTime() + options.untilMs;
  const seen = new Set<number>();
  const completed = new Set<number>();
  for (;;) {
    const em = services.em();
    const downloads = await em.find(
      Download,
      { status: { $in: [...inFlightStatuses] } },
      { populate: ['release', 'missingBook'], orderBy: { id: 'asc' } },
    );
    await options.onProgress(downloads.length);
    const stateOf = await readStates(qbittorrent, downloads);
    for (const download of downloads) {
      if (options.signal.aborted) break;
      seen.add(download.id);
      const state = stateOf.get(download.qbittorrentHash ?? '') ?? null;
      const status = await advance(services, download, state, options.signal);
      if (status === 'completed') completed.add(download.id);
    }
    const left = downloads.length - downloads.filter((one) => completed.has(one.id)).length;
    const isOver = left === 0 || options.signal.aborted || services.now().getTime() >= endsAt;
    if (isOver) return { followed: seen.size, completed: completed.size, left };
    await sleep(pollMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** What the client says of the downloads; a torrent that its list lacks is asked for by name before it counts as gone. */
async function readStates(
  qbittorrent: Qbittorrent,
  downloads: readonly Download[],
): Promise<ReadonlyMap<string, TorrentState>> {
  const hashes = downloads.flatMap((download) => download.qbittorrentHash ?? []);
  if (hashes.length === 0) return new Map();
  const listed = await qbittorrent.inFlight(hashes);
  const known = new Set(listed.map((state) => state.hash));
  const absent = hashes.filter((hash) => !known.has(hash));
  const found = absent.length > 0 ? await qbittorrent.torrents(absent) : [];
  return new Map([...listed, ...found].map((state) => [state.hash, state]));
}
