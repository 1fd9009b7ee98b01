import type { TorrentPhase } from '../clients/qbittorrent/torrent.ts';
import { siteSeedHours } from './duty.ts';

/** What of a torrent its points are estimated by; null is unknown. */
export type Earner = {
  id: number;
  state: TorrentPhase;
  seededHours: number;
  sizeBytes: number | null;
  seeders: number | null;
  isOfTracker: boolean | null;
  unregisteredAt: Date | null;
};

const seeds: readonly TorrentPhase[] = ['seeding', 'stalled-upload'];

/** What seeds without anybody asking for it earns as well. */
export function isSeeding({ state }: { state: TorrentPhase }): boolean {
  return seeds.includes(state);
}

/**
 * The part of the account's points that each torrent may bring, by its id: the site gives more for
 * large torrents that few seed, and nothing in the first 72 hours. Always an estimate; a torrent of
 * which too little is known has none.
 */
export function estimatedShares(torrents: readonly Earner[]): ReadonlyMap<number, number> {
  const weights = torrents.flatMap((torrent): [number, number][] => {
    const weight = weightOf(torrent);
    return weight === null ? [] : [[torrent.id, weight]];
  });
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return new Map(weights.map(([id, weight]) => [id, sum > 0 ? weight / sum : 0]));
}

/** Less than a fiftieth of what the average torrent brings counts as nothing. */
const idleFraction = 0.02;

/** Whether a share of so many earners is next to nothing; one that is not known is not. */
export function isIdle(share: number | null, earners: number): boolean {
  return share !== null && share * earners < idleFraction;
}

function weightOf(torrent: Earner): number | null {
  return isSeeding(torrent) ? valueOf(torrent) : 0;
}

/** What it is worth while it seeds, compared with others; null when too little is known. */
export function valueOf(torrent: Omit<Earner, 'id' | 'state'>): number | null {
  const { sizeBytes, seeders, seededHours, isOfTracker, unregisteredAt } = torrent;
  if (unregisteredAt || isOfTracker === false || seededHours < siteSeedHours) return 0;
  return sizeBytes === null || seeders === null ? null : sizeBytes / (seeders + 1);
}
