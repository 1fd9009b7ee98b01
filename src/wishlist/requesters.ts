import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mention } from '../command/reply.ts';

/** Everybody on whose list a book is, whoever asked first before the others. */
export async function requestersOf(
  em: EntityManager,
  missingBookId: number | null,
): Promise<Mention[]> {
  return await em.execute<Mention[]>(
    `select platform, user_id as id, user_name as name from wishlist
      where missing_book_id = ? and removed_at is null order by id`,
    [missingBookId],
  );
}
