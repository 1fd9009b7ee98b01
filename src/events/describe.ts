import type { EntityManager } from '@mikro-orm/postgresql';
import { accountStanding } from '../account/standing.ts';
import { activeEvents, hasEvent, type SiteEvent } from './events.ts';
import { type Pace, paceNow } from './pace.ts';

export type EventsNow = { events: SiteEvent[]; pace: Pace; lastLook: Date | null };

/** What goes on at the site, the pace that follows, and when the site was last looked at. */
export async function describeEvents(
  em: EntityManager,
  policy: { readingStaleMinutes: number; ratioWarn: number },
  now: Date,
): Promise<EventsNow> {
  const events = await activeEvents(em, now);
  return { events, pace: await currentPace(em, policy, now), lastLook: await lastEventLook(em) };
}

/** When the site was last looked at with success. */
export async function lastEventLook(em: EntityManager): Promise<Date | null> {
  const [look] = await em.execute<{ at: Date }[]>(
    'select at from event_samples where failure is null order by at desc limit 1',
  );
  return look?.at ?? null;
}

/** The pace by the ratio as last read (unknown when that is too long ago) and by what goes on. */
async function currentPace(
  em: EntityManager,
  policy: { readingStaleMinutes: number; ratioWarn: number },
  now: Date,
): Promise<Pace> {
  const { ratio, isFresh } = await accountStanding(em, policy, now);
  return paceNow(isFresh ? ratio : null, policy.ratioWarn, await hasEvent(em, now));
}
