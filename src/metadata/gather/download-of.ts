import type { EntityManager } from '@mikro-orm/postgresql';
import type { StoredFacts } from '../../releases/release.entity.ts';

/** How a book came through us: the facts of its release, if it is one of a tracker. */
export type Arrival = { release: StoredFacts | null };

/** The download that brought a book, known by the book or by one of the folders it may lie in. */
export async function downloadOf(
  em: EntityManager,
  bookId: number,
  folders: readonly string[],
): Promise<Arrival | null> {
  const [row] = await em.execute<Arrival[]>(
    `select r.facts as release from downloads d left join releases r on r.id = d.release_id
      where d.status = 'completed' and (d.book_id = ? or d.library_path in (?))
      order by d.id desc limit 1`,
    [bookId, [...folders, '']],
  );
  return row ?? null;
}
