import type { EntityManager } from '@mikro-orm/postgresql';
import { ratioText } from '../account/ratio.ts';
import { utcText } from '../account/words.ts';
import type { RatioLevel } from './rules.ts';

/** A time in which the ratio stood at one level; the one without an end is now. */
export type Episode = {
  id: number;
  level: RatioLevel;
  since: Date;
  /** As it was read when the level was reached. */
  ratio: number;
  /** When people were told; an emergency that one reading alone shows waits for a second. */
  toldAt: Date | null;
  /** When the download client had been brought in line. */
  measuredAt: Date | null;
  endedAt: Date | null;
};

const columns = `id, level, since, ratio, told_at as "toldAt", measured_at as "measuredAt", ended_at as "endedAt"`;

/** How the ratio stands; null until it was judged once. */
export async function openEpisode(em: EntityManager): Promise<Episode | null> {
  const [row] = await em.execute<Episode[]>(
    `select ${columns} from ratio_episodes where ended_at is null`,
  );
  return row ?? null;
}

export async function findEpisode(em: EntityManager, id: number): Promise<Episode | null> {
  const [row] = await em.execute<Episode[]>(`select ${columns} from ratio_episodes where id = ?`, [
    id,
  ]);
  return row ?? null;
}

/** The emergency that is on, told or not; null when there is none. */
export async function openEmergency(em: EntityManager): Promise<Episode | null> {
  const episode = await openEpisode(em);
  return episode?.level === 'emergency' ? episode : null;
}

/** Ends an episode and begins the next; null when somebody else ended it before. */
export async function beginEpisode(
  em: EntityManager,
  former: Episode | null,
  next: Pick<Episode, 'level' | 'ratio' | 'since'>,
): Promise<number | null> {
  const { level, ratio, since } = next;
  if (former) {
    const ended = await em.execute<{ affectedRows: number }>(
      'update ratio_episodes set ended_at = ? where id = ? and ended_at is null',
      [since, former.id],
      'run',
    );
    if (ended.affectedRows !== 1) return null;
  }
  const [row] = await em.execute<{ id: number }[]>(
    `insert into ratio_episodes (level, since, ratio) values (?, ?, ?::double precision)
     on conflict ((true)) where ended_at is null do nothing returning id`,
    // An infinite one has a word of its own there.
    [level, since, String(ratio)],
  );
  return row?.id ?? null;
}

/** Notes that something of an episode happened; false when it had before. */
export async function stampEpisode(
  em: EntityManager,
  id: number,
  what: 'told_at' | 'measured_at' | 'restored_at',
  now: Date,
): Promise<boolean> {
  const stamped = await em.execute<{ affectedRows: number }>(
    `update ratio_episodes set ${what} = ? where id = ? and ${what} is null`,
    [now, id],
    'run',
  );
  return stamped.affectedRows === 1;
}

/** The name under which what an emergency changes in the download client is written down. */
export function reasonOf(episodeId: number): string {
  return `ratio-emergency:${episodeId}`;
}

/** Why a download waits, as its card says it. */
export function emergencyText({ since, ratio }: Pick<Episode, 'since' | 'ratio'>): string {
  return `ratio emergency since ${utcText(since)} (ratio ${ratioText(ratio)}): paid downloads wait`;
}
