import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { ExternalError } from '../errors.ts';
import type { Services } from '../services.ts';
import { advance, noteWaiting } from './advance.ts';
import { Download } from './download.entity.ts';
import { countInFlight } from './in-flight.ts';
import { inFlightStatuses, isInFlight } from './states.ts';
import { clientStops } from './stops.ts';

export type FollowServices = Pick<
  Services,
  | 'em'
  | 'now'
  | 'sleep'
  | 'seal'
  | 'platforms'
  | 'config'
  | 'policy'
  | 'qbittorrent'
  | 'audiobookshelf'
  | 'ffmpeg'
  | 'log'
>;

export type FollowReport = { followed: number; completed: number; left: number };

const pollMs = 2000;
/** A client shows a new torrent only after a moment, and after its own start not all of them at once. */
const appearsWithinMs = 10_000;

/**
 * Brings every download on its way as far as it goes: progress, verification, import, library. Looks
 * again every two seconds until none is left, `untilMs` have passed or the signal ends it. A client
 * that does not answer is waited for; throws when it is still away at the end.
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
  const absentSince = new Map<number, number>();
  for (;;) {
    const downloads = await findFollowed(services);
    await options.onProgress(downloads.filter(({ status }) => isInFlight(status)).length);
    const states = await readStates(qbittorrent, downloads);
    let left = 0;
    for (const download of downloads) {
      if (options.signal.aborted) break;
      const torrent = tellTorrent(states, download, absentSince, services.now().getTime());
      if (states instanceof ExternalError) await wait(services, download, states.message);
      const status = await advance(services, download, torrent, options.signal);
      if (download.status !== 'stopped' || status !== 'stopped') seen.add(download.id);
      if (status === 'completed') completed.add(download.id);
      if (isInFlight(status)) left += 1;
    }
    const isOver = left === 0 || options.signal.aborted || services.now().getTime() >= endsAt;
    if (states instanceof ExternalError && (isOver || states.kind !== 'unreachable')) throw states;
    if (isOver) return { followed: seen.size, completed: completed.size, left };
    await services.sleep(pollMs, options.signal).catch(() => undefined);
  }
}

/** Those on their way, and those that stopped in the client and go on when that is right again. */
async function findFollowed({ em }: FollowServices): Promise<Download[]> {
  return await em().find(
    Download,
    {
      $or: [
        { status: { $in: [...inFlightStatuses] } },
        { status: 'stopped', stopReason: { $in: [...clientStops] } },
      ],
    },
    { populate: ['release', 'missingBook'], orderBy: { id: 'asc' } },
  );
}

type States = ReadonlyMap<string, TorrentState> | ExternalError;

async function readStates(
  qbittorrent: Qbittorrent,
  downloads: readonly Download[],
): Promise<States> {
  const hashes = downloads.flatMap((download) => download.qbittorrentHash ?? []);
  try {
    const found = hashes.length > 0 ? await qbittorrent.torrents(hashes) : [];
    return new Map(found.map((state) => [state.hash, state]));
  } catch (error) {
    if (error instanceof ExternalError) return error;
    throw error;
  }
}

/** Null only for a torrent that was not there for a while. */
function tellTorrent(
  states: States,
  { id, qbittorrentHash }: Download,
  absentSince: Map<number, number>,
  nowMs: number,
): TorrentState | null | 'unclear' {
  if (!qbittorrentHash) return null;
  const torrent = states instanceof ExternalError ? undefined : states.get(qbittorrentHash);
  if (torrent || states instanceof ExternalError) absentSince.delete(id);
  if (torrent) return torrent;
  if (states instanceof ExternalError) return 'unclear';
  const since = absentSince.get(id) ?? nowMs;
  absentSince.set(id, since);
  return nowMs - since < appearsWithinMs ? 'unclear' : null;
}

/** What already lies in the library does not need the client. */
async function wait(services: FollowServices, download: Download, reason: string): Promise<void> {
  if (download.status === 'scanning' || download.status === 'stopped') return;
  await noteWaiting(services, download, reason);
}
