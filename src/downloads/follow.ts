import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../services.ts';
import { Download } from './download.entity.ts';
import { advance } from './advance.ts';
import { inFlightStatuses } from './states.ts';

export type FollowServices = Pick<
  Services,
  'em' | 'now' | 'seal' | 'platforms' | 'config' | 'qbittorrent' | 'audiobookshelf' | 'log'
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
    const hashes = downloads.flatMap((download) => download.qbittorrentHash ?? []);
    const states = hashes.length > 0 ? await services.qbittorrent?.inFlight(hashes) : [];
    const stateOf = new Map((states ?? []).map((state) => [state.hash, state]));
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
