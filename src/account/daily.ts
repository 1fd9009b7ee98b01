import type { EntityManager } from '@mikro-orm/postgresql';

/** A day of the account: the figures at its end, and the lowest ratio in it. Days are those of UTC, as the tracker's dates are. */
export type DailyReading = {
  /** `2026-06-15` */
  day: string;
  seenAt: Date;
  ratio: number | null;
  lowestRatio: number | null;
  /** These and the class are unknown on days taken over from another program. */
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  points: number | null;
  wedges: number | null;
  vipUntil: Date | null;
  className: string | null;
  isVipClass: boolean | null;
  unsatisfiedCount: number | null;
  unsatisfiedLimit: number | null;
  hitAndRunCount: number | null;
};

const keepRawDays = 90;
const dayMs = 86_400_000;

/**
 * Every day after those that are stored, up to the day of the first parameter, from the single
 * readings. One that held over midnight is at most an hour old by then.
 */
const unstoredDays = `
  select distinct on (day) day,
         least(r.seen_at, end_at - interval '1 millisecond') as seen_at,
         r.global_ratio, min(r.global_ratio) over (partition by day) as lowest_ratio,
         r.uploaded_bytes, r.downloaded_bytes, r.points, r.wedges, r.vip_until, r.class_name,
         r.is_vip_class, r.unsatisfied_count, r.unsatisfied_limit, r.hit_and_run_count
    from (select d::date as day, d at time zone 'UTC' as start_at,
                 (d + interval '1 day') at time zone 'UTC' as end_at
            from generate_series(
                   date_trunc('day', coalesce(
                     (select max(day) + 1 from ratio_log_daily)::timestamp,
                     (select min(timestamp) from ratio_log) at time zone 'UTC')),
                   ?::timestamp, interval '1 day') d) days
    join ratio_log r on r.timestamp >= start_at - interval '1 hour' and r.timestamp < end_at
                    and r.seen_at >= start_at
   order by day, r.timestamp desc, r.id desc`;

/** Stores every day that is over and deletes single readings of more than 90 days ago; the newest one stays in any case. */
export async function rollUpReadings(
  em: EntityManager,
  now: Date,
): Promise<{ days: number; deleted: number }> {
  const yesterday = dayOf(new Date(now.getTime() - dayMs));
  const stored = await em.execute<{ affectedRows: number }>(
    `insert into ratio_log_daily ${unstoredDays} on conflict (day) do nothing`,
    [yesterday],
    'run',
  );
  const deleted = await em.execute<{ affectedRows: number }>(
    `delete from ratio_log
      where seen_at < ?::timestamp at time zone 'UTC' and id < (select max(id) from ratio_log)`,
    [dayOf(new Date(now.getTime() - keepRawDays * dayMs))],
    'run',
  );
  return { days: stored.affectedRows, deleted: deleted.affectedRows };
}

/** The last `days` days that have a reading, today included, the oldest first. */
export async function dailyReadings(
  em: EntityManager,
  days: number,
  now: Date,
): Promise<DailyReading[]> {
  return await em.execute<DailyReading[]>(
    `select day, seen_at as "seenAt", global_ratio as ratio, lowest_ratio as "lowestRatio",
            uploaded_bytes as "uploadedBytes", downloaded_bytes as "downloadedBytes", points, wedges,
            vip_until as "vipUntil", class_name as "className", is_vip_class as "isVipClass",
            unsatisfied_count as "unsatisfiedCount", unsatisfied_limit as "unsatisfiedLimit",
            hit_and_run_count as "hitAndRunCount"
       from (select * from ratio_log_daily union all (${unstoredDays})) all_days
      where day > ?::date order by day`,
    [dayOf(now), dayOf(new Date(now.getTime() - days * dayMs))],
  );
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
