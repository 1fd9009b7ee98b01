import type { EntityManager } from '@mikro-orm/postgresql';
import { measuredPointsPerHour } from '../account/points.ts';
import { deadlineOf, owedHours, type Trouble } from './duty.ts';
import { estimatedShares, isIdle, isSeeding } from './estimate.ts';
import { loadTorrents, type SeedingTorrent } from './torrent-rows.ts';

/** Which torrents; `client` is none, but how the client is now. */
export const shows = ['all', 'earning', 'idle', 'owed', 'trouble', 'client'] as const;
export const sorts = ['points', 'uploaded', 'owed', 'size', 'seeders', 'seeded', 'name'] as const;

export type SeedingRow = {
  torrent: number;
  name: string;
  state: string;
  sizeBytes: number | null;
  seeders: number | null;
  seededHours: number;
  owedHours: number;
  deadline: Date | null;
  uploaded7Bytes: number | null;
  uploaded30Bytes: number | null;
  /** Of the account's points; an estimate, null when too little is known. */
  estimatedShare: number | null;
  estimatedPointsPerHour: number | null;
  /** Earns next to nothing, as far as it is known. */
  isIdle: boolean;
  trouble: Trouble | null;
  isUnregistered: boolean;
};

export type SeedingList = {
  rows: SeedingRow[];
  total: number;
  /** What the account earns as measured, over all torrents; null when it is not known. */
  pointsPerHour: number | null;
  counts: { torrents: number; seeding: number; earning: number; idle: number; owed: number };
  owedHours: number;
  lookedAt: Date | null;
};

type Ask = {
  show: (typeof shows)[number];
  sort: (typeof sorts)[number];
  limit: number;
  offset: number;
  seedHours: number;
  now: Date;
};

/** Every torrent of our category with its hours, its upload and its estimated points, as last looked at. */
export async function listSeeding(em: EntityManager, ask: Ask): Promise<SeedingList> {
  const torrents = await loadTorrents(em, ask.now);
  const pointsPerHour = await measuredPointsPerHour(em, ask.now);
  const all = seedingRows(torrents, { pointsPerHour, seedHours: ask.seedHours });
  const here = new Set(torrents.flatMap(({ id, goneAt }) => (goneAt ? [] : id)));
  const present = all.filter(({ torrent, trouble }) => here.has(torrent) || trouble);
  const wanted = present.filter(filters[ask.show]).sort(orders[ask.sort]);
  const [look] = await em.execute<{ at: Date }[]>('select looked_at as at from seeding_looks');
  return {
    rows: wanted.slice(ask.offset, ask.offset + ask.limit),
    total: wanted.length,
    pointsPerHour,
    counts: {
      torrents: here.size,
      seeding: torrents.filter((one) => here.has(one.id) && isSeeding(one)).length,
      ...countRows(present),
    },
    owedHours: present.reduce((sum, row) => sum + row.owedHours, 0),
    lookedAt: look?.at ?? null,
  };
}

/** How many earn, bring nothing, and owe hours. */
export function countRows(rows: readonly SeedingRow[]) {
  const count = (show: Ask['show']) => rows.filter(filters[show]).length;
  return { earning: count('earning'), idle: count('idle'), owed: count('owed') };
}

/** The rows with their estimates; what the shares are of is measured, never guessed. */
export function seedingRows(
  torrents: readonly SeedingTorrent[],
  { pointsPerHour, seedHours }: { pointsPerHour: number | null; seedHours: number },
): SeedingRow[] {
  const shares = estimatedShares(torrents.filter(({ goneAt }) => goneAt === null));
  const earners = [...shares.values()].filter((share) => share > 0).length;
  return torrents.map((torrent) => {
    const estimatedShare = shares.get(torrent.id) ?? null;
    const owed = owedHours(torrent, seedHours);
    const isPriced = pointsPerHour !== null && estimatedShare !== null;
    return {
      torrent: torrent.id,
      name: torrent.name,
      state: torrent.goneAt ? 'gone' : torrent.state,
      sizeBytes: torrent.sizeBytes,
      seeders: torrent.seeders,
      seededHours: torrent.seededHours,
      owedHours: owed,
      deadline: owed > 0 ? deadlineOf(torrent) : null,
      uploaded7Bytes: torrent.uploaded7Bytes,
      uploaded30Bytes: torrent.uploaded30Bytes,
      estimatedShare,
      estimatedPointsPerHour: isPriced ? pointsPerHour * estimatedShare : null,
      isIdle: isIdle(estimatedShare, earners),
      trouble: torrent.trouble,
      isUnregistered: torrent.unregisteredAt !== null,
    };
  });
}

const filters: Record<Ask['show'], (row: SeedingRow) => boolean> = {
  all: () => true,
  earning: (row) => row.estimatedShare !== null && !row.isIdle,
  idle: (row) => row.isIdle && row.owedHours === 0 && row.uploaded7Bytes === 0,
  owed: ({ owedHours: owed }) => owed > 0,
  trouble: ({ trouble, isUnregistered }) => trouble !== null || isUnregistered,
  client: () => false,
};

const most = (value: (row: SeedingRow) => number | null) => (a: SeedingRow, b: SeedingRow) =>
  (value(b) ?? -1) - (value(a) ?? -1) || a.torrent - b.torrent;

const orders: Record<Ask['sort'], (a: SeedingRow, b: SeedingRow) => number> = {
  points: most((row) => row.estimatedShare),
  uploaded: most((row) => row.uploaded30Bytes),
  owed: most((row) => row.owedHours),
  size: most((row) => row.sizeBytes),
  seeders: most((row) => row.seeders),
  seeded: most((row) => row.seededHours),
  name: (a, b) => a.name.localeCompare(b.name),
};
