import type { EntityManager } from '@mikro-orm/postgresql';
import { type PointsReading, pointsPerHour } from './forecast.ts';

const windowDays = 7;

/** What the account earns in an hour, as seen in the last seven days; null when that is not known. */
export async function measuredPointsPerHour(em: EntityManager, now: Date): Promise<number | null> {
  const readings = await em.execute<PointsReading[]>(
    `select timestamp as "from", seen_at as "to", points from ratio_log
      where timestamp > ?::timestamptz - ? * interval '1 day' and points is not null
      order by timestamp, id`,
    [now, windowDays],
  );
  return pointsPerHour(readings);
}
