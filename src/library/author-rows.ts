import type { EntityManager } from '@mikro-orm/postgresql';
import type { AudibleProduct } from '../clients/audible/index.ts';
import { storableJson } from '../storable.ts';
import { type AuthorEntry, mostWriters } from './author-entry.ts';
import type { OwnedByAuthor } from './author-works.ts';
import type { Monitored } from './monitor-modes.ts';
import { sameName } from './text.ts';

export type Author = Monitored & {
  id: number;
  name: string;
  hardcoverId: number | null;
  lastCompletionCheck: Date | null;
  lastOpinionCheck: Date | null;
};

const columns = `a.id, a.name, a.monitor, a.monitor_since as "monitorSince", a.hardcover_id as "hardcoverId",
  a.last_completion_check as "lastCompletionCheck", a.last_opinion_check as "lastOpinionCheck"`;

/**
 * Authors whose books can be completed: those who wrote an owned book alone or with few others. Who is
 * only one of many in an anthology is no author of the library.
 */
export async function authorsToCompare(em: EntityManager): Promise<Author[]> {
  return await em.execute<Author[]>(
    `select ${columns} from authors a
      where a.audiobooks_missing > 0 or a.id in (
            select min(ba.author_id) as id from book_authors ba
              join books b on b.id = ba.book_id and b.status = 'active'
             group by ba.book_id having count(*) = 1
            union
            select ba.author_id from book_authors ba
              join (select w.book_id from book_authors w join books b on b.id = w.book_id
                     where b.status = 'active' group by w.book_id having count(*) between 2 and ?) few
                on few.book_id = ba.book_id)
      order by a.last_completion_check nulls first, a.audiobooks_owned desc, a.id`,
    [mostWriters],
  );
}

/** The authors of these books whose list is known. */
export async function listedAuthorsOf(
  em: EntityManager,
  bookIds: readonly number[],
): Promise<Author[]> {
  return await em.execute<Author[]>(
    `select ${columns} from authors a
      where exists (select 1 from author_entries e where e.author_id = a.id)
        and a.id in (select author_id from book_authors where book_id in (?)) order by a.id`,
    [[...bookIds, 0]],
  );
}

/** Replaces what is stored of an author's list by what the catalogue says now. */
export async function saveAuthorEntries(
  em: EntityManager,
  author: Pick<Author, 'id' | 'name'>,
  products: readonly AudibleProduct[],
  now: Date,
): Promise<void> {
  await em.execute('delete from author_entries where author_id = ?', [author.id]);
  await em.execute(
    `insert into author_entries (author_id, asin, title, series_name, position, release_date, language,
            authors, author_asin, narrators, runtime_minutes, is_unabridged, is_purchasable, rating_count,
            delivery_type, cover_url, seen_at)
     select ?, e."asin", e."title", e."seriesName", e."position", e."releaseDate", e."language", e."authors",
            e."authorAsin", e."narrators", e."runtimeMinutes", e."isUnabridged", e."isPurchasable",
            e."ratingCount", e."deliveryType", e."coverUrl", ?
       from jsonb_to_recordset(?::jsonb) as e("asin" text, "title" text, "seriesName" text,
            "position" text, "releaseDate" date, "language" text, "authors" jsonb, "authorAsin" text,
            "narrators" jsonb, "runtimeMinutes" integer, "isUnabridged" boolean, "isPurchasable" boolean,
            "ratingCount" integer, "deliveryType" text, "coverUrl" text)`,
    [author.id, now, storableJson(products.map((product) => entryOf(product, author.name)))],
  );
}

function entryOf({ authors, series, ...product }: AudibleProduct, name: string): AuthorEntry {
  // A wider universe can come first: the series that gives the book a number is the one to name.
  const place = series.find(({ position }) => position !== null) ?? series[0];
  return {
    ...product,
    authors: authors.map((author) => author.name),
    authorAsin: authors.find((author) => sameName(author.name, name))?.asin ?? null,
    seriesName: place?.title ?? null,
    position: place?.position ?? '',
  };
}

export async function storedAuthorEntries(
  em: EntityManager,
  authorId: number,
): Promise<AuthorEntry[]> {
  return await em.execute<AuthorEntry[]>(
    `select asin, title, series_name as "seriesName", position, release_date as "releaseDate", language,
            authors, author_asin as "authorAsin", narrators, runtime_minutes as "runtimeMinutes",
            is_unabridged as "isUnabridged", is_purchasable as "isPurchasable",
            rating_count as "ratingCount", delivery_type as "deliveryType", cover_url as "coverUrl"
       from author_entries where author_id = ? order by asin`,
    [authorId],
  );
}

type OwnedRow = Omit<OwnedByAuthor, 'authors'> & { author: string };

/** The books of the library by an author, with their series. */
export async function ownedByAuthor(em: EntityManager, authorId: number): Promise<OwnedByAuthor[]> {
  const rows = await em.execute<OwnedRow[]>(
    `select b.id, b.title, b.asin, b.author, b.duration_minutes::float * 60 as "durationSeconds",
            coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'position', bs.position))
                        from book_series bs join series s on s.id = bs.series_id
                       where bs.book_id = b.id), '[]') as series
       from book_authors ba join books b on b.id = ba.book_id
      where ba.author_id = ? and b.status = 'active' order by b.id`,
    [authorId],
  );
  return rows.map(({ author, ...book }) => ({ ...book, authors: author.split(', ') }));
}

export type ListedBook = { asin: string | null; title: string; isMissing: boolean };

/** What the lists of the series hold in which an author has owned books, and the gaps found there. */
export async function listedInSeries(em: EntityManager, authorId: number): Promise<ListedBook[]> {
  return await em.execute<ListedBook[]>(
    `with own as (select distinct bs.series_id from book_authors ba
                    join books b on b.id = ba.book_id and b.status = 'active'
                    join book_series bs on bs.book_id = b.id where ba.author_id = ?)
     select e.asin, e.title, false as "isMissing" from series_entries e join own using (series_id)
      union
     select m.asin, m.title, m.download_status = 'identified' from missing_books m join own using (series_id)
      where m.reason_missing = 'series_gap'`,
    [authorId],
  );
}

/** Gaps of an author that the list of a series has come to hold: they are gaps of that series now. */
export async function forgetAuthorGaps(em: EntityManager, seriesId: number): Promise<void> {
  await em.execute(
    `delete from missing_books m using series_entries e
      where e.series_id = ? and e.asin = m.asin and m.reason_missing = 'author_gap'
        and m.download_status in ('identified', 'announced', 'unsure')
        and not exists (select 1 from proposals p where p.missing_book_id = m.id)`,
    [seriesId],
  );
}
