import type { EntityManager } from '@mikro-orm/postgresql';

/** How well the catalogues know the library; every figure counts books. */
export type MetadataFigures = {
  books: number;
  /** At least one provider was asked about it. */
  processed: number;
  /** The very recording, or a book of its title and length. */
  high: number;
  /** The work; which edition is not known. */
  medium: number;
  /** Perhaps the work. */
  low: number;
  /** Nobody who was asked knows it. */
  unmatched: number;
  seriesIdentified: number;
  authorsFilled: number;
  narratorsFilled: number;
  lastAskedAt: Date | null;
};

export async function metadataFigures(em: EntityManager): Promise<MetadataFigures> {
  const [row] = await em.execute<MetadataFigures[]>(
    `with known as (
       select l.book_id, max(l.confidence) as confidence, max(l.asked_at) as asked_at
         from provider_lookups l join books b on b.id = l.book_id and b.status = 'active'
        group by l.book_id),
     told as (
       select distinct e.book_id, e.field
         from metadata_evidence e join provider_lookups l
           on l.book_id = e.book_id and l.provider = e.source
         join books b on b.id = e.book_id and b.status = 'active')
     select (select count(*) from books where status = 'active') as books,
            count(*) as processed,
            count(*) filter (where confidence > 0.8) as high,
            count(*) filter (where confidence > 0.6 and confidence <= 0.8) as medium,
            count(*) filter (where confidence <= 0.6) as low,
            count(*) filter (where confidence is null) as unmatched,
            (select count(*) from told where field = 'series') as "seriesIdentified",
            (select count(*) from told where field = 'authors') as "authorsFilled",
            (select count(*) from told where field = 'narrators') as "narratorsFilled",
            max(asked_at) as "lastAskedAt"
       from known`,
  );
  if (!row) throw new Error('the database gave no figures');
  return row;
}
