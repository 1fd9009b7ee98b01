import type { EntityManager } from '@mikro-orm/postgresql';
import type { JudgedRelease } from '../releases/pick.ts';

/** When releases were seen here for the first time; null for one that was never stored. */
export async function firstSeenTimes(
  em: EntityManager,
  judged: readonly JudgedRelease[],
): Promise<(trackerId: string) => Date | null> {
  const ids = judged.map(({ release }) => release.trackerId);
  if (ids.length === 0) return () => null;
  const rows = await em.execute<{ tracker_id: string; first_seen_at: Date }[]>(
    'select tracker_id, first_seen_at from releases where tracker_id in (?)',
    [ids],
  );
  const times = new Map(rows.map((row) => [row.tracker_id, row.first_seen_at]));
  return (trackerId) => times.get(trackerId) ?? null;
}
