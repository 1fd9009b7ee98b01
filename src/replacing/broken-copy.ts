import type { EntityManager } from '@mikro-orm/postgresql';

/** What of the latest download that brought a book says that its sound is damaged. */
export const isBrokenDownload = `
  (d.integrity_status = 'failed' or d.integrity_report ->> 'decoding' in ('flawed', 'failed'))`;

/** The release whose damaged copy stands on the shelf; null when nothing is known against the copy there. */
export async function brokenCopy(
  em: EntityManager,
  bookId: number,
): Promise<{ trackerId: string | null } | null> {
  const [row] = await em.execute<{ trackerId: string | null }[]>(
    `select r.tracker_id as "trackerId"
       from (select * from downloads where book_id = ? and status = 'completed' order by id desc limit 1) d
       left join releases r on r.id = d.release_id
      where ${isBrokenDownload}`,
    [bookId],
  );
  return row ?? null;
}
