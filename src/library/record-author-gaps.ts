import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../settings/policy.ts';
import { storableJson } from '../storable.ts';
import { type AuthorGap, type AuthorGapReport, findAuthorGaps } from './author-gaps.ts';
import { type Author, listedInSeries, ownedByAuthor, storedAuthorEntries } from './author-rows.ts';
import { writersOf } from './authors.ts';
import { isWantedBy } from './monitor-modes.ts';
import { storedOpinion } from './opinion-books.ts';
import { foldName } from './text.ts';
import { foldTitle } from './title.ts';
import { planWishlist } from './wish-dates.ts';

/** An author of whom fewer books are missing is completed at once; of others they are wished for. */
const atOnceBelow = 5;
/** Wished for: after everything else, and a few a day. */
const wishPriority = 3;

export type RecordedAuthorGaps = AuthorGapReport & { found: number; queued: number };

/**
 * Compares the stored list of an author with what is owned and stores the difference in `missing_books`.
 * With `holdsNew` a gap that was not known before is unsure.
 */
export async function recordAuthorGaps(
  em: EntityManager,
  author: Author,
  policy: Policy,
  now: Date,
  holdsNew: boolean,
): Promise<RecordedAuthorGaps> {
  const listed = await listedInSeries(em, author.id);
  const compared = findAuthorGaps({
    author: author.name,
    entries: await storedAuthorEntries(em, author.id),
    owned: await ownedByAuthor(em, author.id),
    listed,
    opinions: await storedOpinion(em, { table: 'authors', id: author.id }),
    today: now.toISOString().slice(0, 10),
    policy,
  });
  const report = holdsNew ? holdNew(compared, author, await knownGaps(em, author.id)) : compared;
  const priority = report.missing.length < atOnceBelow ? 2 : wishPriority;
  const rows = [
    ...report.missing.map((gap) => rowOf(author, gap, 'identified', priority)),
    ...report.announced.map((gap) => rowOf(author, gap, 'announced', priority)),
    ...report.unsure.map((gap) => rowOf(author, gap, 'unsure', priority)),
  ];
  const byKey = new Map(rows.map((row) => [row.work_key, row]));
  await completeOwned(em, author.id, report);
  const changes = await upsertGaps(em, author, [...byKey.values()], now);
  await forgetVanished(em, author.id, [...byKey.keys()]);
  await planWishlist(em, policy.wishlistPerDay, now);
  await saveFigures(em, author.id, report, listed);
  return { ...report, ...changes };
}

async function knownGaps(em: EntityManager, authorId: number): Promise<Set<string>> {
  const rows = await em.execute<{ work_key: string }[]>(
    `select work_key from missing_books where author_id = ? and reason_missing = 'author_gap'
        and download_status not in ('unsure', 'announced')`,
    [authorId],
  );
  return new Set(rows.map((row) => row.work_key));
}

function holdNew(
  report: AuthorGapReport,
  author: Author,
  known: ReadonlySet<string>,
): AuthorGapReport {
  const isKnown = (gap: AuthorGap) => known.has(workKey(author, gap));
  const reason = 'a book of the library could not be read and may be this one';
  const held = report.missing.filter((gap) => !isKnown(gap)).map((gap) => ({ ...gap, reason }));
  return {
    ...report,
    missing: report.missing.filter(isKnown),
    unsure: [...report.unsure, ...held],
  };
}

/** Two authors of one book find the same gap. */
function workKey(author: Author, gap: AuthorGap): string {
  const first = writersOf(gap.authors)[0] ?? author.name;
  return `author:${foldName(first)}:${foldTitle(gap.title)}`;
}

function rowOf(
  author: Author,
  gap: AuthorGap,
  status: 'identified' | 'announced' | 'unsure',
  priority: number,
) {
  return {
    work_key: workKey(author, gap),
    request_key: `request:${foldName(author.name)}:${foldTitle(gap.title)}`,
    title: gap.title,
    author_name: gap.authors.join(', ') || author.name,
    series_name: gap.seriesName,
    series_number: gap.seriesName === null ? null : gap.position || null,
    asin: gap.asin || null,
    narrators: gap.narrators,
    release_date: gap.releaseDate,
    cover_url: gap.coverUrl,
    download_status: status,
    doubt: status === 'unsure' ? gap.reason : null,
    is_wanted: status === 'identified' && isWantedBy(author, gap.releaseDate),
    priority,
  };
}

/** What a person asked for by title is there already and is not listed twice. */
async function upsertGaps(
  em: EntityManager,
  author: Author,
  rows: readonly ReturnType<typeof rowOf>[],
  now: Date,
): Promise<{ found: number; queued: number }> {
  const saved = await em.execute<{ was_wanted: boolean | null; is_wanted: boolean }[]>(
    `insert into missing_books as m (work_key, author_id, title, author_name, series_name, series_number,
            reason_missing, asin, narrators, release_date, cover_url, download_status, doubt, is_wanted,
            priority, identified_date)
     select g.work_key, ?, g.title, g.author_name, g.series_name, g.series_number, 'author_gap', g.asin,
            g.narrators, g.release_date, g.cover_url, g.download_status, g.doubt, g.is_wanted, g.priority, ?
       from jsonb_to_recordset(?::jsonb) as g(work_key text, request_key text, title text,
            author_name text, series_name text, series_number text, asin text, narrators jsonb,
            release_date date, cover_url text, download_status text, doubt text, is_wanted boolean,
            priority integer)
      where not exists (select 1 from missing_books r where r.work_key = g.request_key)
     on conflict (work_key) do update set
            title = excluded.title, author_name = excluded.author_name, asin = excluded.asin,
            series_name = excluded.series_name, series_number = excluded.series_number,
            narrators = excluded.narrators, release_date = excluded.release_date,
            cover_url = coalesce(excluded.cover_url, m.cover_url), doubt = excluded.doubt,
            priority = case when m.requested_by is null then excluded.priority else m.priority end,
            is_wanted = m.is_wanted or (m.download_status in ('announced', 'unsure') and excluded.is_wanted),
            download_status = case when m.download_status in ('announced', 'unsure', 'identified')
                                     or m.download_status = 'completed'
                                        and (select b.status from books b where b.id = m.book_id) = 'archived'
                                   then excluded.download_status else m.download_status end
     returning is_wanted, (select o.is_wanted from missing_books o where o.work_key = m.work_key) as was_wanted`,
    [author.id, now, storableJson(rows)],
  );
  return {
    found: saved.filter((row) => row.was_wanted === null).length,
    queued: saved.filter((row) => row.is_wanted && !row.was_wanted).length,
  };
}

/** A book that came to the shelf, whatever its edition and whoever put it there, is done. */
async function completeOwned(
  em: EntityManager,
  authorId: number,
  { owned }: AuthorGapReport,
): Promise<void> {
  await em.execute(
    `update missing_books m set download_status = 'completed', is_wanted = false, book_id = o."bookId"
       from jsonb_to_recordset(?::jsonb) as o("bookId" integer, asins jsonb)
      where m.author_id = ? and m.reason_missing = 'author_gap' and m.download_status <> 'completed'
        and o.asins @> to_jsonb(m.asin)`,
    [storableJson(owned), authorId],
  );
}

/** Gaps the catalogue no longer lists go, unless somebody has already decided something about them. */
async function forgetVanished(
  em: EntityManager,
  authorId: number,
  keys: readonly string[],
): Promise<void> {
  await em.execute(
    `delete from missing_books m where author_id = ? and reason_missing = 'author_gap'
        and download_status in ('identified', 'announced', 'unsure') and not (work_key in (?))
        and not exists (select 1 from proposals p where p.missing_book_id = m.id)`,
    [authorId, [...keys, '']],
  );
}

/** Of all works of the author that are out: how many are on the shelf. Unknown without a list. */
async function saveFigures(
  em: EntityManager,
  authorId: number,
  report: AuthorGapReport,
  listed: readonly { asin: string | null; isMissing: boolean }[],
): Promise<void> {
  const gaps = new Set(listed.filter(({ isMissing }) => isMissing).map(({ asin }) => asin));
  const inSeries = report.inSeries.filter(({ asin }) => gaps.has(asin)).length;
  const missing = report.missing.length + inSeries;
  const total = report.owned.length + missing;
  const percentage = total === 0 ? null : Math.round((1000 * report.owned.length) / total) / 10;
  await em.execute(
    `update authors set total_audiobooks_external = ?, audiobooks_missing = ?, completion_percentage = ?,
            completion_status = ? where id = ?`,
    [total === 0 ? null : total, missing, percentage, statusOf(percentage), authorId],
  );
}

function statusOf(percentage: number | null): string | null {
  if (percentage === null) return null;
  if (percentage >= 100) return 'complete';
  return percentage >= 50 ? 'partial' : 'incomplete';
}
