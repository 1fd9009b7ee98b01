import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../settings/policy.ts';
import { storableJson } from '../storable.ts';
import { saveCovered } from './covered-books.ts';
import { findGaps, type Gap, type GapReport, type OwnedBook, type SeriesEntry } from './gaps.ts';
import { isWantedBy } from './monitor-modes.ts';
import { storedOpinion } from './opinion-books.ts';
import { parsePosition, writePosition } from './position.ts';
import type { Series } from './series.entity.ts';
import { foldName } from './text.ts';
import { foldTitle } from './title.ts';

type EntryRow = SeriesEntry;

/** What is missing, how many gaps are new and how many are wanted that were not. */
export type RecordedGaps = GapReport & { found: number; queued: number };

/**
 * Compares the stored list of a series with what is owned and stores the difference in `missing_books`.
 * With `holdsNew` a gap that was not known before is unsure.
 */
export async function recordGaps(
  em: EntityManager,
  series: Series,
  policy: Policy,
  now: Date,
  holdsNew: boolean,
): Promise<RecordedGaps> {
  const owned = await ownedBooks(em, series.id);
  const compared = findGaps({
    entries: await storedEntries(em, series.id),
    owned,
    opinions: await storedOpinion(em, { table: 'series', id: series.id }),
    today: now.toISOString().slice(0, 10),
    policy: { ...policy, novellas: series.novellas ?? policy.novellas },
  });
  const report = holdsNew ? holdNew(compared, series, await knownGaps(em, series.id)) : compared;
  const found = [
    ...report.missing.map((gap) => rowOf(series, gap, 'identified')),
    ...report.announced.map((gap) => rowOf(series, gap, 'announced')),
    ...report.unsure.map((gap) => rowOf(series, gap, 'unsure')),
  ];
  const keys = found.map((row) => row.work_key);
  await completeOwned(em, series.id, keys, { owned, report });
  const changes = await upsertGaps(em, series, found, now);
  await forgetVanished(em, series.id, keys);
  await saveCovered(em, series.id, report);
  await em.execute(
    `update series set total_books_in_series = ?, books_missing = ?, completion_percentage = ?,
            completion_status = ? where id = ?`,
    [report.total, report.missing.length, ...completion(report), series.id],
  );
  return { ...report, ...changes };
}

/** Percentage of the released works that are owned, and its word; both unknown without a list. */
function completion(report: GapReport): [number | null, string | null] {
  const released = report.owned + report.missing.length;
  if (report.total === 0 || released === 0) return [null, null];
  const percentage = Math.round((1000 * report.owned) / released) / 10;
  if (percentage >= 100) return [percentage, 'complete'];
  return [percentage, percentage >= 50 ? 'partial' : 'incomplete'];
}

async function storedEntries(em: EntityManager, seriesId: number): Promise<EntryRow[]> {
  return await em.execute<EntryRow[]>(
    `select asin, title, position, release_date as "releaseDate", language, authors, narrators,
            runtime_minutes as "runtimeMinutes", is_unabridged as "isUnabridged",
            rating_count as "ratingCount", is_purchasable as "isPurchasable", cover_url as "coverUrl"
       from series_entries where series_id = ? order by asin`,
    [seriesId],
  );
}

async function ownedBooks(em: EntityManager, seriesId: number): Promise<OwnedBook[]> {
  const rows = await em.execute<(Omit<OwnedBook, 'authors'> & { author: string })[]>(
    `select b.id, b.title, b.author, b.asin, bs.position
       from book_series bs join books b on b.id = bs.book_id
      where bs.series_id = ? and b.status = 'active' order by b.id`,
    [seriesId],
  );
  return rows.map(({ author, ...book }) => ({ ...book, authors: author.split(', ') }));
}

/** Gaps that were found while the whole library could be read. */
async function knownGaps(em: EntityManager, seriesId: number): Promise<Set<string>> {
  const rows = await em.execute<{ work_key: string }[]>(
    `select work_key from missing_books
      where series_id = ? and download_status not in ('announced', 'unsure')`,
    [seriesId],
  );
  return new Set(rows.map((row) => row.work_key));
}

/** A book that could not be read may be the one that seems to be missing. */
function holdNew(report: GapReport, series: Series, known: ReadonlySet<string>): GapReport {
  const isKnown = (gap: Gap) => known.has(workKey(series, gap));
  const reason = 'a book of the library could not be read and may be this one';
  const held = report.missing.filter((gap) => !isKnown(gap)).map((gap) => ({ ...gap, reason }));
  return {
    ...report,
    missing: report.missing.filter(isKnown),
    unsure: [...report.unsure, ...held],
    total: report.total - held.length,
  };
}

function workKey(series: Series, gap: Gap): string {
  return `series:${series.id}:${gap.position || foldTitle(gap.title)}`;
}

type GapRow = ReturnType<typeof rowOf>;

function rowOf(series: Series, gap: Gap, status: 'identified' | 'announced' | 'unsure') {
  return {
    work_key: workKey(series, gap),
    title: gap.title,
    author_name: gap.authors.join(', ') || series.author,
    series_name: series.name,
    series_number: gap.position || null,
    asin: gap.asin || null,
    narrators: gap.narrators,
    release_date: gap.releaseDate,
    cover_url: gap.coverUrl,
    download_status: status,
    doubt: status === 'unsure' ? gap.reason : null,
    is_wanted: status === 'identified' && isWantedBy(series, gap.releaseDate),
    folded_author: foldName(gap.authors[0] ?? series.author),
  };
}

/**
 * A new gap of a monitored series is wanted at once, an announced or unsure one when it becomes a gap.
 * A book that was taken off the shelf is missing again, but wanted only when somebody says so.
 */
async function upsertGaps(
  em: EntityManager,
  series: Series,
  rows: readonly GapRow[],
  now: Date,
): Promise<{ found: number; queued: number }> {
  const saved = await em.execute<{ was_wanted: boolean | null; is_wanted: boolean }[]>(
    `insert into missing_books as m (work_key, series_id, author_id, title, author_name, series_name,
            series_number, reason_missing, asin, narrators, release_date, cover_url, download_status,
            doubt, is_wanted, identified_date)
     select g.work_key, ?, a.id, g.title, g.author_name, g.series_name, g.series_number, 'series_gap',
            g.asin, g.narrators, g.release_date, g.cover_url, g.download_status,
            g.doubt, g.is_wanted, ?
       from jsonb_to_recordset(?::jsonb) as g(work_key text, title text, author_name text,
            series_name text, series_number text, asin text, narrators jsonb, release_date date,
            cover_url text, download_status text, doubt text, is_wanted boolean, folded_author text)
       left join authors a on a.folded_name = g.folded_author
     on conflict (work_key) do update set
            title = excluded.title, author_name = excluded.author_name, asin = excluded.asin,
            narrators = excluded.narrators, release_date = excluded.release_date,
            cover_url = coalesce(excluded.cover_url, m.cover_url), doubt = excluded.doubt,
            is_wanted = m.is_wanted or (m.download_status in ('announced', 'unsure') and excluded.is_wanted),
            download_status = case when m.download_status in ('announced', 'unsure', 'identified')
                                     or m.download_status = 'completed'
                                        and (select b.status from books b where b.id = m.book_id) = 'archived'
                                   then excluded.download_status else m.download_status end
     returning is_wanted, (select o.is_wanted from missing_books o where o.work_key = m.work_key) as was_wanted`,
    [series.id, now, storableJson(rows)],
  );
  return {
    found: saved.filter((row) => row.was_wanted === null).length,
    queued: saved.filter((row) => row.is_wanted && !row.was_wanted).length,
  };
}

type OpenRow = { id: number; asin: string | null; series_number: string | null; title: string };

/** A book that is no gap any more because it is on the shelf, alone or in an omnibus, is done, whoever put it there. */
async function completeOwned(
  em: EntityManager,
  seriesId: number,
  present: readonly string[],
  { owned, report }: { owned: readonly OwnedBook[]; report: GapReport },
): Promise<void> {
  const rows = await em.execute<OpenRow[]>(
    `select id, asin, series_number, title from missing_books
      where series_id = ? and download_status <> 'completed' and not (work_key in (?))`,
    [seriesId, [...present, '']],
  );
  const findOwned = indexOwned(owned);
  const covered = new Map(report.coveredByOmnibus.map((book) => [book.position, book.ownedId]));
  for (const row of rows) {
    const bookId = findOwned(row)?.id ?? covered.get(row.series_number ?? '');
    if (bookId === undefined) continue;
    await em.execute(
      `update missing_books set download_status = 'completed', book_id = ?, is_wanted = false where id = ?`,
      [bookId, row.id],
    );
  }
}

/** Answers the first owned book that has the ASIN, the number or the title of a gap. */
function indexOwned(owned: readonly OwnedBook[]): (row: OpenRow) => OwnedBook | undefined {
  const index = new Map<string, number>();
  for (const [at, book] of owned.entries()) {
    const place = parsePosition(book.position);
    const keys = [`asin ${book.asin}`, place && `place ${writePosition(place)}`, titleKey(book)];
    for (const key of keys) if (key !== null && !index.has(key)) index.set(key, at);
  }
  return (row) => {
    const keys = [row.asin && `asin ${row.asin}`, `place ${row.series_number}`, titleKey(row)];
    const found = keys.map((key) => (key === null ? undefined : index.get(key)));
    const [first] = found.filter((at) => at !== undefined).toSorted((a, b) => a - b);
    return first === undefined ? undefined : owned[first];
  };
}

function titleKey({ title }: { title: string }): string {
  return `title ${foldTitle(title)}`;
}

/** Gaps the catalogue no longer lists go, unless somebody has already decided something about them. */
async function forgetVanished(
  em: EntityManager,
  seriesId: number,
  present: readonly string[],
): Promise<void> {
  await em.execute(
    `delete from missing_books m where series_id = ? and reason_missing = 'series_gap'
        and download_status in ('identified', 'announced', 'unsure')
        and not (work_key in (?))
        and not exists (select 1 from proposals p where p.missing_book_id = m.id)`,
    [seriesId, [...present, '']],
  );
}
