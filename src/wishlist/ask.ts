import type { EntityManager } from '@mikro-orm/postgresql';
import type { FindKnown } from '../library/find-known.ts';
import { findOrAdd, isOnShelf, isWantedAlready, want } from '../library/request-book.ts';
import type { MissingBook } from '../library/missing-book.entity.ts';
import { type BookFacts, completeFacts } from './book-facts.ts';
import { localDay } from './week.ts';
import { hasPlace, type Person, standingOf, type WishRules } from './usage.ts';

export type Ask = {
  /** The number of a missing book, or a title. */
  title: string;
  author?: string | undefined;
  /** What is known of the book from elsewhere. */
  facts?: BookFacts | undefined;
  person: Person;
  /** Finds what is known of a book, where many are asked for at once. */
  find?: FindKnown;
  /** 1 comes first, 3 last. */
  priority?: number;
  rules: WishRules;
  now: Date;
};

/** What became of a request; days are texts because it is stored with the card that shows it. */
export type Outcome = {
  kind: 'owned' | 'requested' | 'joined' | 'announced' | 'waits' | 'searched';
  title: string;
  missing: number | null;
  /** When the book comes out, the quota begins anew, or the search is repeated. */
  until: string | null;
  /** Who else wants it. */
  others: string[];
};

const wishlistLock = 7_266_013;

/** Wishes and quotas change in one transaction at a time: two requests at once would each see the last place as free. */
export async function lockWishlist(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [wishlistLock]);
}

/**
 * Puts a book on the list of a person. One that is wanted already is joined and costs nothing; another
 * becomes wanted, or waits for the next week when the quota is used up. Throws UserError when the
 * author is missing.
 */
export async function askFor(em: EntityManager, ask: Ask): Promise<Outcome> {
  await lockWishlist(em);
  const found = await findOrAdd(em, ask, ask.find);
  const nothing = { missing: null, until: null, others: [] };
  if ('owned' in found) return { ...nothing, kind: 'owned', title: found.owned };
  const { gap } = found;
  if (await isOnShelf(em, gap)) {
    return { ...nothing, kind: 'owned', title: gap.title, missing: gap.id };
  }
  if (ask.facts) await completeFacts(em, gap, ask.facts, ask.now);
  const others = await othersWho(em, gap.id, ask.person);
  const wish = await addWish(em, gap.id, ask);
  const grant = await grantWish(em, wish, gap, ask);
  return { title: gap.title, missing: gap.id, others, ...grant };
}

export type Wish = { id: number; person: Person; priority: number };
type Grant = Pick<Outcome, 'kind' | 'until'>;

/** Has the book of a wish searched for, as far as the quota of the person goes. */
export async function grantWish(
  em: EntityManager,
  { id, person, priority }: Wish,
  gap: MissingBook,
  { rules, now }: Pick<Ask, 'rules' | 'now'>,
): Promise<Grant> {
  const isJoined = isWantedAlready(gap) || ['queued', 'downloading'].includes(gap.downloadStatus);
  if (!isJoined) {
    const standing = await standingOf(em, person, rules, now);
    if (standing && !hasPlace(standing)) {
      return { kind: 'waits', until: localDay(standing.week.endsAt, rules.timeZone) };
    }
    await want(em, gap, { actor: person.name, priority, now });
  } else if (priority < gap.priority) {
    gap.priority = priority;
    await em.flush();
  }
  // Who asks again for a book that is still searched for is neither charged anew nor let off.
  const grant = isJoined
    ? 'granted_at = coalesce(granted_at, ?)'
    : 'granted_at = ?, made_wanted = true';
  await em.execute(`update wishlist set ${grant} where id = ?`, [now, id]);
  if (gap.downloadStatus === 'announced') {
    return { kind: 'announced', until: gap.releaseDate ?? null };
  }
  if (isJoined) return { kind: 'joined', until: null };
  const again = gap.nextSearchAt && gap.nextSearchAt > now ? gap.nextSearchAt : null;
  return {
    kind: again ? 'searched' : 'requested',
    until: again && localDay(again, rules.timeZone),
  };
}

/** The row of the wish, at the end of the person's list; asking again neither moves nor charges it anew. */
async function addWish(
  em: EntityManager,
  missingBookId: number,
  { person, priority = 1, now }: Ask,
): Promise<Wish> {
  const { platform, id, name, role } = person;
  await em.execute(
    `update wishlist set user_name = ?, role = ?
      where platform = ? and user_id = ? and (user_name, role) is distinct from (?, ?)`,
    [name, role, platform, id, name, role],
  );
  const rows = await em.execute<{ id: number }[]>(
    `insert into wishlist (missing_book_id, platform, user_id, user_name, role, priority, added_at, place)
     values (?, ?, ?, ?, ?, ?, ?, 1 + coalesce((select max(place) from wishlist where platform = ? and user_id = ?), 0))
     on conflict (missing_book_id, platform, user_id) do update set removed_at = null
     returning id`,
    [missingBookId, platform, id, name, role, priority, now, platform, id],
  );
  const [row] = rows;
  if (!row) throw new Error('the wish was not stored');
  return { id: row.id, person, priority };
}

async function othersWho(
  em: EntityManager,
  missingBookId: number,
  { platform, id }: Person,
): Promise<string[]> {
  const rows = await em.execute<{ user_name: string }[]>(
    `select user_name from wishlist
      where missing_book_id = ? and removed_at is null and (platform, user_id) <> (?, ?) order by id`,
    [missingBookId, platform, id],
  );
  return rows.map((row) => row.user_name);
}
