import type { EntityManager } from '@mikro-orm/postgresql';
import { measuredPointsPerHour } from '../account/points.ts';
import { raise } from '../alerts/raise.ts';
import { seedingReview } from '../alerts/words/seeding.ts';
import { isSeeding } from './estimate.ts';
import { countRows, seedingRows } from './list.ts';
import { mayRetire } from './review-rules.ts';
import { superiorEditions } from './superior-editions.ts';
import { loadTorrents } from './torrent-rows.ts';

export type Review = {
  seeding: number;
  earning: number;
  idle: number;
  owed: number;
  owedHours: number;
  /** As measured, over all torrents; null when it is not known. */
  pointsPerHour: number | null;
  proposed: string[];
};

/** The weekly look: what the torrents bring, and which of them a person might stop. Nothing is stopped. */
export async function reviewSeeding(
  em: EntityManager,
  context: { platforms: readonly string[]; seedHours: number; now: Date },
): Promise<Review> {
  const { platforms, seedHours, now } = context;
  const torrents = (await loadTorrents(em, now)).filter(({ goneAt }) => goneAt === null);
  const pointsPerHour = await measuredPointsPerHour(em, now);
  const superior = await superiorEditions(em, torrents);
  const rows = seedingRows(torrents, { pointsPerHour, seedHours });
  const candidates = torrents.flatMap((torrent, index) => {
    const row = rows[index];
    const better = superior.get(torrent.hash) ?? null;
    if (!row || better === null) return [];
    const facts = {
      ...torrent,
      isIdle: row.isIdle,
      isSeeding: isSeeding(torrent),
      superior: better,
    };
    return mayRetire(facts, seedHours) ? [{ ...row, superior: better }] : [];
  });
  if (candidates.length > 0) {
    const key = `seeding-review:${now.toISOString().slice(0, 10)}`;
    await raise(em, platforms, { key, ...seedingReview(candidates) });
  }
  return {
    seeding: torrents.filter(isSeeding).length,
    ...countRows(rows),
    owedHours: Math.ceil(rows.reduce((sum, row) => sum + row.owedHours, 0)),
    pointsPerHour,
    proposed: candidates.map(({ name }) => name),
  };
}
