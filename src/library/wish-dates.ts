import type { EntityManager } from '@mikro-orm/postgresql';

const isWish = `is_wanted and priority = 3 and download_status = 'identified'`;

/**
 * Gives every wished book without a day its turn: so many a day, one after the other behind those that
 * are planned already. The first one may be searched at once.
 */
export async function planWishlist(em: EntityManager, perDay: number, now: Date): Promise<void> {
  const unplanned = await em.execute<{ id: number }[]>(
    `select id from missing_books where ${isWish} and next_search_at is null order by id`,
  );
  if (unplanned.length === 0) return;
  const [last] = await em.execute<{ at: Date | null }[]>(
    `select max(next_search_at) as at from missing_books where ${isWish} and last_searched_at is null`,
  );
  const gapMs = 86_400_000 / perDay;
  const firstMs = Math.max(now.getTime(), last?.at ? last.at.getTime() + gapMs : 0);
  const turns = unplanned.map(({ id }, turn) => {
    return { id, at: new Date(firstMs + turn * gapMs).toISOString() };
  });
  await em.execute(
    `update missing_books m set next_search_at = t.at
       from jsonb_to_recordset(?::jsonb) as t(id integer, at timestamptz) where m.id = t.id`,
    [JSON.stringify(turns)],
  );
}
