import type { EntityManager } from '@mikro-orm/postgresql';
import { QuotaUsedError, type ServiceName } from '../errors.ts';

/** So many requests from one midnight to the next. */
export type Quota = { service: ServiceName; perDay: number };

/** Counts one request for all threads and processes; throws QuotaUsedError instead of one too many. */
export async function takeFromQuota(
  em: EntityManager,
  { service, perDay }: Quota,
  now: Date,
): Promise<void> {
  const midnight = nextMidnight(now);
  const rows = await em.execute<object[]>(
    `insert into request_quotas as q (service, used, resets_at) select ?, 1, ? where ? > 0
     on conflict (service) do update set
       used = case when q.resets_at > ? then q.used + 1 else 1 end,
       resets_at = excluded.resets_at
      where q.resets_at <= ? or q.used < ?
     returning used`,
    [service, midnight, perDay, now, now, perDay],
  );
  if (rows.length === 0) throw new QuotaUsedError(service, perDay, midnight);
}

/** Where the program lives, which TZ tells. */
function nextMidnight(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
}
