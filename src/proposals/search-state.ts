import type { EntityManager } from '@mikro-orm/postgresql';

export type SearchState = {
  /** How long the text of a search may be, as the tracker has taught. */
  textLength: number;
  /** The newest release that was looked at; null before the first look. */
  newestTrackerId: number | null;
  newestReadAt: Date | null;
};

export async function readSearchState(em: EntityManager): Promise<SearchState> {
  const [row] = await em.execute<SearchState[]>(
    `select text_length as "textLength", newest_tracker_id::int as "newestTrackerId",
            newest_read_at as "newestReadAt" from search_state`,
  );
  if (!row) throw new Error('the search_state row is missing');
  return row;
}

export async function storeTextLength(em: EntityManager, length: number): Promise<void> {
  await em.execute('update search_state set text_length = ? where text_length <> ?', [
    length,
    length,
  ]);
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
