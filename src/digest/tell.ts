import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { digestOf } from '../alerts/words/digest.ts';
import { isEventful, readDigest } from './read.ts';
import { showDigest } from './show.ts';

const dayMs = 86_400_000;

type TellContext = { platforms: readonly string[]; timeZone: string; now: Date };

/**
 * Raises the card of the last day, on Mondays that of the last week, once for each date; answers how
 * many days it tells of, null when nothing happened in them.
 */
export async function tellDigest(
  em: EntityManager,
  { platforms, timeZone, now }: TellContext,
): Promise<number | null> {
  const days = weekdayOf(now, timeZone) === 'Monday' ? 7 : 1;
  const digest = await readDigest(em, { from: new Date(now.getTime() - days * dayMs), to: now });
  if (!isEventful(digest)) return null;
  const date = now.toLocaleDateString('sv-SE', { timeZone });
  await raise(em, platforms, { key: `digest:${date}`, ...digestOf(showDigest(digest)) });
  return days;
}

function weekdayOf(at: Date, timeZone: string): string {
  return at.toLocaleDateString('en-US', { timeZone, weekday: 'long' });
}
