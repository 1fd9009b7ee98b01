import type { EntityManager } from '@mikro-orm/postgresql';
import { type Actor, mayAct } from '../command/actor.ts';
import { UserError } from '../errors.ts';
import { withdrawProposals } from '../proposals/withdraw.ts';
import { lockWishlist } from './ask.ts';

type OwnWish = {
  id: number;
  missing_book_id: number;
  platform: string;
  user_id: string;
  user_name: string;
  made_wanted: boolean;
  title: string;
  download_status: string;
};

type Change = { wish: number; actor: Actor };
type Context = { platforms: readonly string[]; now: Date };

const fetchedStatuses = ['queued', 'downloading', 'completed'];

/**
 * Takes a wish off its list. What nobody else wants is not searched for any more, and its place in the
 * quota is free again; what is fetched already only leaves the list. Throws UserError.
 */
export async function removeWish(
  em: EntityManager,
  { wish, actor }: Change,
  { platforms, now }: Context,
): Promise<{ title: string; isStillComing: boolean }> {
  const own = await lockedWish(em, wish, actor);
  const { title, missing_book_id: book } = own;
  if (fetchedStatuses.includes(own.download_status)) {
    await em.execute('update wishlist set removed_at = ? where id = ?', [now, wish]);
    return { title, isStillComing: true };
  }
  await em.execute(
    'update wishlist set removed_at = ?, granted_at = null, made_wanted = false where id = ?',
    [now, wish],
  );
  const heirs = await em.execute<{ id: number }[]>(
    `select id from wishlist where missing_book_id = ? and removed_at is null and granted_at is not null
      order by made_wanted desc, id`,
    [book],
  );
  const [heir] = heirs;
  if (own.made_wanted && heir) {
    await em.execute('update wishlist set made_wanted = true where id = ?', [heir.id]);
  } else if (own.made_wanted) {
    await em.execute('update missing_books set is_wanted = false where id = ?', [book]);
    const reason = `${own.user_name} does not want it any more`;
    await withdrawProposals(em, book, { reason, platforms, now });
  }
  await settlePriority(em, book);
  return { title, isStillComing: !own.made_wanted || Boolean(heir) };
}

/** Puts a wish at another place of its list; the others close up. Throws UserError. */
export async function moveWish(
  em: EntityManager,
  { wish, actor }: Change,
  place: number,
): Promise<{ title: string; place: number }> {
  const own = await lockedWish(em, wish, actor);
  const rows = await em.execute<{ id: number }[]>(
    `select id from wishlist where platform = ? and user_id = ? and removed_at is null and id <> ? order by place, id`,
    [own.platform, own.user_id, wish],
  );
  const ids = rows.map(({ id }) => id);
  const index = Math.min(Math.max(place, 1), ids.length + 1) - 1;
  ids.splice(index, 0, wish);
  for (const [at, id] of ids.entries()) {
    await em.execute('update wishlist set place = ? where id = ?', [at + 1, id]);
  }
  return { title: own.title, place: index + 1 };
}

/** Says how urgent a wish is: 1 comes first, 3 last. Throws UserError. */
export async function prioritiseWish(
  em: EntityManager,
  { wish, actor }: Change,
  priority: number,
): Promise<{ title: string }> {
  const own = await lockedWish(em, wish, actor);
  await em.execute('update wishlist set priority = ? where id = ?', [priority, wish]);
  await settlePriority(em, own.missing_book_id);
  return { title: own.title };
}

/** A book is as urgent as it is for whom it is most urgent; without a wish it is a gap like others. */
async function settlePriority(em: EntityManager, missingBookId: number): Promise<void> {
  await em.execute(
    `update missing_books m set priority = coalesce(
       (select min(priority) from wishlist w
         where w.missing_book_id = m.id and w.removed_at is null and w.granted_at is not null), 2)
      where m.id = ?`,
    [missingBookId],
  );
}

async function lockedWish(em: EntityManager, id: number, actor: Actor): Promise<OwnWish> {
  await lockWishlist(em);
  const [wish] = await em.execute<OwnWish[]>(
    `select w.id, w.missing_book_id, w.platform, w.user_id, w.user_name, w.made_wanted, m.title, m.download_status
       from wishlist w join missing_books m on m.id = w.missing_book_id
      where w.id = ? and w.removed_at is null`,
    [id],
  );
  const hint = 'Type "wishlist" for your list with its numbers.';
  if (!wish) throw new UserError('not_found', `There is no wish ${id}.`, hint);
  const isOwn = wish.platform === actor.platform && wish.user_id === actor.id;
  if (isOwn || mayAct(actor.role, 'operator')) return wish;
  throw new UserError('not_allowed', `Wish ${id} is one of ${wish.user_name}.`, hint);
}
