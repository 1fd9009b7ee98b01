import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../settings/policy.ts';
import { noQuota, type Quota, quotaOf } from '../settings/quotas.ts';
import { type Week, weekOf } from './week.ts';

/** Somebody who wants books. */
export type Person = { platform: string; id: string; name: string; role: string };

/** By what a wish is judged. */
export type WishRules = Pick<Policy, 'quotas' | 'timeZone'>;

export type Usage = { books: number; bytes: number; wedges: number };

/** What a person may have in this week and what they had of it. */
export type Standing = { quota: Quota; used: Usage; week: Week };

/** Null for a person without a quota. */
export async function standingOf(
  em: EntityManager,
  person: Pick<Person, 'platform' | 'id' | 'role'>,
  { quotas, timeZone }: WishRules,
  now: Date,
): Promise<Standing | null> {
  const quota = quotaOf(quotas, person);
  if (quota === noQuota) return null;
  const week = weekOf(now, timeZone);
  return { quota, week, used: await usageSince(em, person, week.startsAt) };
}

/** Whether one more book may be searched for. */
export function hasPlace({ quota, used }: Standing): boolean {
  return quota.books === null || used.books < quota.books;
}

/** Books that were made wanted, and what was fetched of them; a failed download is not held against anybody, a spent wedge is. */
async function usageSince(
  em: EntityManager,
  { platform, id }: Pick<Person, 'platform' | 'id'>,
  since: Date,
): Promise<Usage> {
  const [row] = await em.execute<{ books: string; bytes: string; wedges: string }[]>(
    `with own as (select missing_book_id, granted_at from wishlist
                   where platform = ? and user_id = ? and made_wanted)
     select (select count(*) from own where granted_at >= ?) as books,
            coalesce(sum(d.size_bytes) filter (where d.status not in ('failed', 'cancelled', 'abandoned')), 0) as bytes,
            count(*) filter (where d.with_wedge and d.status <> 'cancelled') as wedges
       from downloads d where d.date_queued >= ? and d.missing_book_id in (select missing_book_id from own)`,
    [platform, id, since, since],
  );
  return {
    books: Number(row?.books ?? 0),
    bytes: Number(row?.bytes ?? 0),
    wedges: Number(row?.wedges ?? 0),
  };
}
