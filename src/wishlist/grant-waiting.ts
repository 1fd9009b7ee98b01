import type { EntityManager } from '@mikro-orm/postgresql';
import { MissingBook } from '../library/missing-book.entity.ts';
import { grantWish, lockWishlist, type Wish } from './ask.ts';
import type { WishRules } from './usage.ts';

/**
 * Has the books searched whose wishes waited for a quota, as far as there are places by now, and those
 * that were announced and are out. Answers how many that are.
 */
export async function grantWaiting(
  em: EntityManager,
  context: { rules: WishRules; now: Date },
): Promise<{ granted: number; out: number }> {
  await lockWishlist(em);
  const out = await releaseAnnounced(em, context.now);
  const waiting = await em.execute<(Wish & { missing: number; isWanted: boolean })[]>(
    `select w.id, w.priority, w.missing_book_id as missing, m.is_wanted as "isWanted",
            json_build_object('platform', w.platform, 'id', w.user_id, 'name', w.user_name, 'role', w.role) as person
       from wishlist w join missing_books m on m.id = w.missing_book_id
      where w.granted_at is null and w.removed_at is null and m.download_status not in ('completed', 'hidden')
      order by w.priority, w.place, w.id`,
  );
  const full = new Set<string>();
  let granted = 0;
  for (const wish of waiting) {
    const who = `${wish.person.platform}:${wish.person.id}`;
    if (full.has(who) && !wish.isWanted) continue;
    const gap = await em.findOneOrFail(MissingBook, wish.missing, { refresh: true });
    const { kind } = await grantWish(em, wish, gap, context);
    if (kind === 'waits') full.add(who);
    else granted += 1;
  }
  return { granted, out };
}

/** Books of series are looked after with their series; requested ones have nobody else to do it. */
async function releaseAnnounced(em: EntityManager, now: Date): Promise<number> {
  const rows = await em.execute<unknown[]>(
    `update missing_books set download_status = 'identified', next_search_at = ?
      where reason_missing = 'request' and download_status = 'announced' and release_date <= ?::timestamptz
      returning id`,
    [now, now],
  );
  return rows.length;
}
