import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { accountReadable, accountUnreadable } from '../alerts/words/tracker.ts';
import { storable } from '../storable.ts';

/** One failure passes unheard: a single lost answer is no news. */
const toldFrom = 2;

type Outage = { id: number; since: Date; failed_readings: number; is_told: boolean };

/** Counts a reading that failed; the second in a row is told, unless the cause was told already. */
export async function noteFailedReading(
  em: EntityManager,
  platforms: readonly string[],
  failure: { reason: string; isToldElsewhere: boolean; now: Date },
): Promise<void> {
  const { isToldElsewhere, now } = failure;
  const reason = storable(failure.reason);
  const [outage] = await em.execute<[Outage]>(
    `insert into account_outages as o (since, last_failed_at, reason, is_told) values (?, ?, ?, ?)
     on conflict ((true)) where ended_at is null do update
       set failed_readings = o.failed_readings + 1, last_failed_at = excluded.last_failed_at,
           reason = excluded.reason, is_told = o.is_told or excluded.is_told
     returning id, since, failed_readings, is_told`,
    [now, now, reason, isToldElsewhere],
  );
  if (outage.is_told || outage.failed_readings < toldFrom) return;
  await em.execute('update account_outages set is_told = true where id = ?', [outage.id]);
  await raise(em, platforms, {
    key: `account-unreadable:${outage.id}`,
    ...accountUnreadable(reason),
  });
}

/** Ends the row of failures, if there was one, and tells that when the failures were told. */
export async function endOutage(
  em: EntityManager,
  platforms: readonly string[],
  now: Date,
): Promise<void> {
  const [outage] = await em.execute<Outage[]>(
    `update account_outages set ended_at = ? where ended_at is null
     returning id, since, failed_readings, is_told`,
    [now],
  );
  if (!outage?.is_told) return;
  const minutes = Math.round((now.getTime() - outage.since.getTime()) / 60_000);
  await raise(em, platforms, { key: `account-readable:${outage.id}`, ...accountReadable(minutes) });
}

/** When a reading was last tried, and when the tracker last complained of too many requests. */
export async function lastTries(
  em: EntityManager,
): Promise<{ triedAt: Date | null; throttledAt: Date | null }> {
  const [row] = await em.execute<[{ triedAt: Date | null; throttledAt: Date | null }]>(
    `select greatest((select seen_at from ratio_log order by id desc limit 1),
                     (select last_failed_at from account_outages order by id desc limit 1)) as "triedAt",
            (select throttled_at from tracker_session) as "throttledAt"`,
  );
  return row;
}
