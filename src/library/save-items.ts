import type { EntityManager } from '@mikro-orm/postgresql';
import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import { storableJson } from '../storable.ts';
import { foldName, foldSeries } from './text.ts';

type SavedBook = { id: number; abs_id: string; is_new: boolean };

/** Statements of half a megabyte leave twice the memory behind and are no faster. */
const batchSize = 100;
/** Scans and arrivals write the same authors and series: one writer at a time. */
const libraryWriteLock = 7_266_003;

/** Columns that show what the record of a book has settled, as long as the library holds what it held then. */
const settledOrHeld = [
  ...['subtitle', 'narrator', 'isbn', 'asin', 'publisher', 'description', 'language'].map(
    (column) => [column, 'text'] as const,
  ),
  ['published_year', 'integer'] as const,
]
  .map(
    ([column, type]) =>
      `${column} = coalesce(case when (b.settled #>> '{${column},library}')::${type} is not distinct from excluded.${column}
                     then (b.settled #>> '{${column},value}')::${type} end, excluded.${column})`,
  )
  .join(', ');

/** Writes the items with their authors and series, in the caller's transaction; answers which books were not known before. */
export async function saveItems(
  em: EntityManager,
  items: readonly LibraryItem[],
  now: Date,
): Promise<{ saved: number; newBookIds: number[] }> {
  const newBookIds: number[] = [];
  await em.execute('select pg_advisory_xact_lock(?)', [libraryWriteLock]);
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize);
    const books = await saveBooks(em, batch, now);
    for (const book of books) if (book.is_new) newBookIds.push(book.id);
    const idOf = new Map(books.map((book) => [book.abs_id, book.id]));
    await linkAuthors(em, batch, idOf);
    await linkSeries(em, batch, idOf);
  }
  return { saved: items.length, newBookIds };
}

async function saveBooks(
  em: EntityManager,
  items: readonly LibraryItem[],
  now: Date,
): Promise<SavedBook[]> {
  return await em.execute<SavedBook[]>(
    `insert into books as b (abs_id, title, subtitle, author, series, series_number, narrator, isbn, asin,
            publisher, published_year, duration_minutes, description, language, is_abridged, date_added,
            date_updated, path, size_bytes, bitrate_kbps, format, chapter_count, seen_at)
     select r.*, ?::timestamptz from jsonb_to_recordset(?::jsonb) as r(
            abs_id text, title text, subtitle text, author text, series text, series_number text,
            narrator text, isbn text, asin text, publisher text, published_year integer,
            duration_minutes numeric, description text, language text, is_abridged boolean,
            date_added timestamptz, date_updated timestamptz, path text, size_bytes bigint,
            bitrate_kbps integer, format text, chapter_count integer)
     on conflict (abs_id) do update set
            title = excluded.title, author = excluded.author, series = excluded.series,
            series_number = excluded.series_number, ${settledOrHeld},
            duration_minutes = excluded.duration_minutes, is_abridged = excluded.is_abridged,
            date_added = excluded.date_added,
            date_updated = excluded.date_updated, path = excluded.path, size_bytes = excluded.size_bytes,
            bitrate_kbps = excluded.bitrate_kbps, format = excluded.format,
            chapter_count = excluded.chapter_count, seen_at = excluded.seen_at,
            status = case when b.status = 'archived' then 'active' else b.status end,
            duplicate_status = case
              when b.duplicate_status = 'superior_available' and (b.bitrate_kbps, b.is_abridged)
                   is distinct from (excluded.bitrate_kbps, excluded.is_abridged) then 'none'
              else b.duplicate_status end
     returning id, abs_id, (xmax = 0) as is_new`,
    [now, storableJson(items.map(bookRow))],
  );
}

/** Unknown when larger than its column: a damaged file must not keep the whole library from being stored. */
function atMost(value: number | null, limit: number): number | null {
  return value !== null && value <= limit ? value : null;
}

function bookRow(item: LibraryItem) {
  const minutes = item.durationSeconds === null ? null : item.durationSeconds / 60;
  return {
    abs_id: item.id,
    title: item.title,
    subtitle: item.subtitle,
    author: item.authors.join(', '),
    series: item.series[0]?.name ?? null,
    series_number: item.series[0]?.sequence ?? null,
    narrator: item.narrators.join(', ') || null,
    isbn: item.isbn,
    asin: item.asin,
    publisher: item.publisher,
    published_year: item.publishedYear,
    duration_minutes: atMost(minutes, 9_999_999),
    description: item.description,
    language: item.language,
    is_abridged: item.isAbridged,
    date_added: item.addedAt,
    date_updated: item.updatedAt,
    path: item.path,
    size_bytes: item.sizeBytes,
    bitrate_kbps: item.bitrateKbps,
    format: item.format,
    chapter_count: atMost(item.chapterCount, 2_147_483_647),
  };
}

async function linkAuthors(
  em: EntityManager,
  items: readonly LibraryItem[],
  idOf: ReadonlyMap<string, number>,
): Promise<void> {
  const links = items.flatMap((item) =>
    item.authors.map((name) => ({ book_id: idOf.get(item.id), name, folded: foldName(name) })),
  );
  const told = storableJson(links);
  // "limit 1" keeps the planner from reading the whole table for a few rows.
  await em.execute(
    `insert into authors (name, folded_name)
     select distinct on (folded) name, folded
       from jsonb_to_recordset(?::jsonb) as l(name text, folded text)
     on conflict (folded_name) do nothing`,
    [told],
  );
  await em.execute(
    `with link as (
       select distinct l.book_id, a.id from jsonb_to_recordset(?::jsonb) as l(book_id integer, folded text)
         cross join lateral (select id from authors where folded_name = l.folded limit 1) a),
     gone as (
       delete from book_authors b where book_id in (?)
          and not exists (select from link where link.book_id = b.book_id and link.id = b.author_id))
     insert into book_authors (book_id, author_id) select book_id, id from link
     on conflict do nothing`,
    [told, [...idOf.values()]],
  );
}

/** A series belongs to its author: two authors may each have a series of the same name. */
async function linkSeries(
  em: EntityManager,
  items: readonly LibraryItem[],
  idOf: ReadonlyMap<string, number>,
): Promise<void> {
  const links = items.flatMap((item) =>
    item.series.map((series) => ({
      book_id: idOf.get(item.id),
      name: series.name,
      folded: foldSeries(series.name),
      author: item.authors[0] ?? '',
      folded_author: foldName(item.authors[0] ?? ''),
      position: series.sequence,
    })),
  );
  const told = storableJson(links);
  await em.execute(
    `insert into series (name, folded_name, author, folded_author)
     select distinct on (folded, folded_author) name, folded, author, folded_author
       from jsonb_to_recordset(?::jsonb)
           as l(name text, folded text, author text, folded_author text)
     on conflict (folded_name, folded_author) do nothing`,
    [told],
  );
  await em.execute(
    `with link as (
       select distinct on (l.book_id, s.id) l.book_id, s.id, l.position
         from jsonb_to_recordset(?::jsonb)
             as l(book_id integer, folded text, folded_author text, position text)
         cross join lateral (select id from series where folded_name = l.folded
                                and folded_author = l.folded_author limit 1) s),
     gone as (
       delete from book_series b where book_id in (?)
          and not exists (select from link where link.book_id = b.book_id and link.id = b.series_id))
     insert into book_series as b (book_id, series_id, position) select book_id, id, position from link
     on conflict (book_id, series_id) do update set position = excluded.position
      where b.position is distinct from excluded.position`,
    [told, [...idOf.values()]],
  );
}
