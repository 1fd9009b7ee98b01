import type { EntityManager } from '@mikro-orm/postgresql';

export type LibraryQuality = {
  /** Of the evaluated books, 0 to 100; null when there is none. It is shown and decides nothing. */
  averageScore: number | null;
  /** Books whose bitrate is known. */
  evaluated: number;
  unknown: number;
  /** Abridged, or below MIN_KBPS. */
  belowThreshold: number;
  /** Books of which a better edition was seen, or is searched or on its way. */
  replacementCandidates: number;
};

/** How good the editions on the shelf are, as far as it is known. */
export async function libraryQuality(em: EntityManager, minKbps: number): Promise<LibraryQuality> {
  const [quality] = await em.execute<LibraryQuality[]>(
    `select round(avg(quality_score), 1)::float8 as "averageScore",
            count(quality_score)::int as evaluated,
            (count(*) - count(quality_score))::int as unknown,
            (count(*) filter (where is_abridged or bitrate_kbps < ?))::int as "belowThreshold",
            (count(*) filter (where duplicate_status = 'superior_available' or exists (
               select 1 from missing_books m
                where m.replaces_book_id = b.id
                  and (m.is_wanted or m.download_status in ('queued', 'downloading')))))::int
              as "replacementCandidates"
       from books b where status = 'active'`,
    [minKbps],
  );
  if (!quality) throw new Error('the database gave no figures');
  return quality;
}
