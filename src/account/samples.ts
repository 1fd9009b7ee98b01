import type { EntityManager } from '@mikro-orm/postgresql';
import { dailyReadings } from './daily.ts';

/** What was known of the account at a moment; null where no reading was young enough then. */
export type Sample = { at: Date; ratio: number | null; points: number | null };

/** More than that a chart on a telephone does not show. */
const mostSamples = 180;
const leastStepMs = 5 * 60_000;
const dayMs = 86_400_000;
/** Single readings are kept for 90 days. */
const longestInDetail = 60;

/** Evenly spaced moments of the last `days` days, from the first reading on; one a day when it is more than 60 days. */
export async function readSamples(
  em: EntityManager,
  { days, staleMinutes, now }: { days: number; staleMinutes: number; now: Date },
): Promise<Sample[]> {
  if (days > longestInDetail) return daysInARow(await dailyReadings(em, days, now));
  const [first] = await em.execute<{ timestamp: Date }[]>(
    'select timestamp from ratio_log order by timestamp limit 1',
  );
  if (!first) return [];
  const spanMs = Math.min(days * dayMs, now.getTime() - first.timestamp.getTime());
  const stepMs = Math.max(leastStepMs, Math.ceil(spanMs / mostSamples));
  const start = new Date(now.getTime() - Math.floor(spanMs / stepMs) * stepMs);
  return await em.execute<Sample[]>(
    `select at, r.global_ratio as ratio, r.points
       from generate_series(?::timestamptz, ?::timestamptz, ? * interval '1 millisecond') at
       left join lateral (select global_ratio, points, seen_at from ratio_log
                           where timestamp <= at order by timestamp desc limit 1) r
         on at < r.seen_at + ? * interval '1 minute'
      order by at`,
    [start, now, stepMs, staleMinutes],
  );
}

/** A day without a reading is there, with nothing known. */
function daysInARow(known: Awaited<ReturnType<typeof dailyReadings>>): Sample[] {
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return [];
  const byDay = new Map(known.map((one) => [one.day, one]));
  const count = Math.round((Date.parse(last.day) - Date.parse(first.day)) / dayMs) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.parse(first.day) + index * dayMs);
    const { ratio = null, points = null } = byDay.get(at.toISOString().slice(0, 10)) ?? {};
    return { at, ratio, points };
  });
}
