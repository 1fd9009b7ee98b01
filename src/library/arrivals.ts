import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import type { Policy } from '../settings/policy.ts';
import { listedAuthorsOf } from './author-rows.ts';
import { closeOwnedRequests } from './close-requests.ts';
import { lastScan } from './last-scan.ts';
import { markInferior } from './list-duplicates.ts';
import { recordAuthorGaps } from './record-author-gaps.ts';
import { recordGaps } from './record-gaps.ts';
import { saveItems } from './save-items.ts';
import { chooseLibrary, countOwned } from './scan.ts';
import { wantScan } from './want-scan.ts';
import { Series } from './series.entity.ts';

const newestLimit = 50;

/**
 * Why there is nothing to note, or null: for two small requests and one look at the books. Without a
 * first full scan there is nothing to compare with.
 */
export async function whyNoArrivals(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  library: string | undefined,
): Promise<string | null> {
  const [known] = await em.execute<unknown[]>('select 1 from books order by id limit 1');
  if (!known) return 'the library has not been scanned yet';
  const libraryId = await chooseLibrary(audiobookshelf, library);
  const marks = await audiobookshelf.newestMarks(libraryId, newestLimit);
  const there = marks.filter(({ isMissing }) => !isMissing);
  const news = await em.execute<unknown[]>(
    `select 1 from jsonb_to_recordset(?::jsonb) as m(id text, updated timestamptz)
       left join lateral (
         select true as is_known from books b
          where b.abs_id = m.id and b.status <> 'archived' and b.date_updated = m.updated limit 1) k on true
      where k.is_known is null limit 1`,
    [JSON.stringify(there.map(({ id, updatedAt }) => ({ id, updated: updatedAt })))],
  );
  return news.length > 0 ? null : 'the newest books in Audiobookshelf are known as they are';
}

/**
 * Stores the newest items of the library, closes the gaps they fill and asks for a full scan of each;
 * answers the books that were
 * not known. Before the first full scan there is nothing to compare with, so nothing is done.
 */
export async function noteArrivals(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  options: { libraryId: string | undefined; policy: Policy; now: Date },
): Promise<{ title: string }[]> {
  const known = await em.execute<unknown[]>('select 1 from books order by id limit 1');
  if (known.length === 0) return [];
  const libraryId = await chooseLibrary(audiobookshelf, options.libraryId);
  const items = await audiobookshelf.newestItems(libraryId, newestLimit);
  return await em.transactional(async (inner) => {
    const { newBookIds } = await saveItems(
      inner,
      items.filter((item) => !item.isMissing),
      options.now,
    );
    if (newBookIds.length === 0) return [];
    for (const id of newBookIds) await wantScan(inner, id, 'arrival');
    await countOwned(inner, newBookIds);
    await closeOwnedRequests(inner, newBookIds);
    await markInferior(inner, newBookIds);
    const touched = await inner.execute<{ series_id: number }[]>(
      'select distinct series_id from book_series where book_id in (?)',
      [newBookIds],
    );
    const { holdsGaps: holdsNew } = await lastScan(inner);
    for (const { series_id: id } of touched) {
      const series = await inner.findOneOrFail(Series, id);
      await recordGaps(inner, series, options.policy, options.now, holdsNew);
    }
    for (const author of await listedAuthorsOf(inner, newBookIds)) {
      await recordAuthorGaps(inner, author, options.policy, options.now, holdsNew);
    }
    return await inner.execute<{ title: string }[]>('select title from books where id in (?)', [
      newBookIds,
    ]);
  });
}
