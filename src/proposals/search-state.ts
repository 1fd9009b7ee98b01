import type { EntityManager } from '@mikro-orm/postgresql';

export type SearchState = {
  /** How many books one search may ask for, as the tracker has taught. */
  batchSize: number;
  /** The newest release that was looked at; null before the first look. */
  newestTrackerId: number | null;
  newestReadAt: Date | null;
};

export async function readSearchState(em: EntityManager): Promise<SearchState> {
  const [row] = await em.execute<SearchState[]>(
    `select batch_size as "batchSize", newest_tracker_id::int as "newestTrackerId",
            newest_read_at as "newestReadAt" from search_state`,
  );
  if (!row) throw new Error('the search_state row is missing');
  return row;
}

export async function storeBatchSize(em: EntityManager, size: number): Promise<void> {
  await em.execute('update search_state set batch_size = ? where batch_size <> ?', [size, size]);
}

/** Never back: a slower process may have seen less. */
export async function storeNewest(
  em: EntityManager,
  trackerId: number | null,
  now: Date,
): Promise<void> {
  await em.execute(
    'update search_state set newest_tracker_id = greatest(newest_tracker_id, ?), newest_read_at = ?',
    [trackerId, now],
  );
}
