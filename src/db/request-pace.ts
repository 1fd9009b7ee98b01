import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';

/** So many requests a minute, of which so many may follow each other at once. */
export type Pace = { service: string; perMinute: number; burst: number };

/**
 * Waits until the next request to a service may be sent. The turns are rows of the database, so that
 * all threads and processes together keep the limit; nobody holds a lock while waiting.
 */
export async function waitForTurn(
  em: EntityManager,
  { service, perMinute, burst }: Pace,
): Promise<void> {
  const gapSeconds = 60 / perMinute;
  const headStart = gapSeconds * (burst - 1);
  const [row] = await em.execute<{ wait_seconds: number }[]>(
    `insert into request_pace as p (service, next_at)
     values (?, clock_timestamp() - make_interval(secs => ?) + make_interval(secs => ?))
     on conflict (service) do update set next_at =
       greatest(p.next_at, clock_timestamp() - make_interval(secs => ?)) + make_interval(secs => ?)
     returning extract(epoch from next_at - clock_timestamp())::float - ? as wait_seconds`,
    [service, headStart, gapSeconds, headStart, gapSeconds, gapSeconds],
  );
  const waitSeconds = row?.wait_seconds ?? 0;
  if (waitSeconds > 0) await sleep(waitSeconds * 1000);
}
