import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';
import type { GapReport } from './gaps.ts';

/** What an owned omnibus contains is no gap, but is said when somebody asks. */
export async function saveCovered(
  em: EntityManager,
  seriesId: number,
  { coveredByOmnibus }: GapReport,
): Promise<void> {
  await em.execute('delete from covered_books where series_id = ?', [seriesId]);
  if (coveredByOmnibus.length === 0) return;
  await em.execute(
    `insert into covered_books (series_id, position, title, book_id)
     select ?, c."position", c."title", c."ownedId"
       from jsonb_to_recordset(?::jsonb) as c("position" text, "title" text, "ownedId" integer)`,
    [seriesId, storableJson(coveredByOmnibus)],
  );
}
