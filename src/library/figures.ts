import type { EntityManager } from '@mikro-orm/postgresql';

export type LibraryFigures = {
  books: number;
  authors: number;
  series: number;
  completeSeries: number;
  /** Series in which a released book is missing. */
  incompleteSeries: number;
  /** Of the series whose complete list is known: books you have, and released ones you have not. */
  ownedInSeries: number;
  missingInSeries: number;
  unknownSeries: number;
  completeAuthors: number;
  /** Authors of whom a released book is missing. */
  incompleteAuthors: number;
  missing: number;
  /** Of these, the ones outside your series. */
  missingByAuthors: number;
  coveredByOmnibus: number;
  upcoming: number;
  hours: number | null;
};

/** The size and completeness of the library as last read. */
export async function libraryFigures(em: EntityManager): Promise<LibraryFigures> {
  const [figures] = await em.execute<LibraryFigures[]>(
    `select (select count(*) from books where status = 'active') as books,
            (select count(*) from authors where audiobooks_owned > 0) as authors,
            (select count(*) from series where books_owned > 0) as series,
            (select count(*) from series where books_owned > 0 and completion_status = 'complete') as "completeSeries",
            (select count(*) from series
              where books_owned > 0 and completion_status in ('partial', 'incomplete')) as "incompleteSeries",
            (select coalesce(sum(books_owned), 0) from series
              where books_owned > 0 and completion_status is not null) as "ownedInSeries",
            (select coalesce(sum(books_missing), 0) from series
              where books_owned > 0 and completion_status is not null) as "missingInSeries",
            (select count(*) from series where last_completion_error is not null) as "unknownSeries",
            (select count(*) from authors where audiobooks_owned > 0 and completion_status = 'complete') as "completeAuthors",
            (select count(*) from authors
              where audiobooks_owned > 0 and completion_status in ('partial', 'incomplete')) as "incompleteAuthors",
            (select count(*) from missing_books
              where download_status = 'identified' and replaces_book_id is null) as missing,
            (select count(*) from missing_books
              where download_status = 'identified' and reason_missing = 'author_gap') as "missingByAuthors",
            (select count(*) from covered_books) as "coveredByOmnibus",
            (select count(*) from missing_books where download_status = 'announced') as upcoming,
            (select sum(duration_minutes) / 60 from books where status = 'active') as hours`,
  );
  if (!figures) throw new Error('the database gave no figures');
  return figures;
}
