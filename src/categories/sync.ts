import type { EntityManager } from '@mikro-orm/postgresql';
import type { CategoryChange } from '../alerts/words/categories.ts';
import type { Mam, TrackerRow } from '../clients/mam/index.ts';
import { requestRun } from '../job/requests.ts';
import type { Release } from '../releases/facts.ts';
import { releaseFromRow } from '../releases/parse.ts';
import type { Policy } from '../settings/policy.ts';
import { type CategoryCounts, countsOf, type Outcome, startCounts } from './counts.ts';
import { type KnownWorks, readKnownWorks } from './known-works.ts';
import { listBook } from './list-book.ts';
import { type NewRows, readNewRows } from './new-rows.ts';
import { readTies, type Tie } from './ours.ts';
import { whyNoBook } from './plain-book.ts';
import { knownCategories, noteCategories } from './seen.ts';

export type SyncReport = Pick<NewRows, 'requests' | 'dropped' | 'unread'> & {
  newTitles: number;
  /** By the name of the category. */
  categories: Record<string, CategoryCounts>;
  changes: CategoryChange[];
  wanted: string[];
  unsure: { title: string; like: string }[];
  passedOver: { title: string; reason: string }[];
};

type SyncContext = { policy: Policy; platforms: readonly string[]; now: Date };

const dayMs = 86_400_000;
const firstLookDays = 7;

/**
 * Looks through what was uploaded since the last time, in all categories at once: titles by owned
 * authors or of owned series that are neither owned nor listed become missing books. Throws
 * ExternalError; then nothing is stored and the next run looks through the same time again.
 */
export async function syncCategories(
  em: EntityManager,
  mam: Mam,
  context: SyncContext,
): Promise<SyncReport> {
  const found = await readNewRows(mam, await lastLook(em, context.now));
  return await em.transactional((inner) => storeNew(inner, found, context));
}

/** A day is looked at twice, since the site counts in whole days; known numbers are left out. */
async function lastLook(
  em: EntityManager,
  now: Date,
): Promise<{ startDate: Date; seenId: number | null }> {
  const [row] = await em.execute<{ at: Date | null; id: number | null }[]>(
    'select max(last_synced_at) as at, max(newest_tracker_id)::int as id from genre_settings',
  );
  if (!row?.at) return { startDate: new Date(now.getTime() - firstLookDays * dayMs), seenId: null };
  return { startDate: new Date(row.at.getTime() - dayMs), seenId: row.id };
}

async function storeNew(
  em: EntityManager,
  { rows, requests, dropped, unread }: NewRows,
  context: SyncContext,
): Promise<SyncReport> {
  const { policy, platforms, now } = context;
  const changes = await noteCategories(em, platforms, rows);
  const names = await knownCategories(em);
  const counts = startCounts(names.keys());
  const releases = rows.map((row) => ({ row, release: releaseFromRow(row) }));
  const works = releases.map(({ release }) => release);
  const tieOf = await readTies(em, works);
  const ours = releases.flatMap((one) => {
    const tie = tieOf(one.release);
    return tie ? [{ ...one, tie }] : [];
  });
  const omnibusCovers = policy.omnibus === 'covers';
  const known = await readKnownWorks(
    em,
    ours.map(({ release }) => release),
    { omnibusCovers },
  );
  const report = { wanted: [], unsure: [], passedOver: [] };
  for (const { categoryId } of rows)
    if (categoryId !== null) countsOf(counts, categoryId).newTitles += 1;
  for (const { row, release, tie } of ours) {
    const outcome = await settle(em, { release, tie, known }, context, report);
    if (row.categoryId === null) continue;
    const own = countsOf(counts, row.categoryId);
    own.ours += 1;
    own[outcome] += 1;
  }
  await storeLook(em, counts, rows, now);
  if (report.wanted.length > 0) {
    await requestRun(em, { job: 'queue', cause: 'event', actor: null, input: {}, now });
  }
  const named = [...counts].map(([id, count]) => [names.get(id) ?? String(id), count]);
  const categories = Object.fromEntries(named) as SyncReport['categories'];
  return { newTitles: rows.length, requests, dropped, unread, categories, changes, ...report };
}

async function settle(
  em: EntityManager,
  { release, tie, known }: { release: Release; tie: Tie; known: KnownWorks },
  { policy, now }: SyncContext,
  report: Pick<SyncReport, 'wanted' | 'unsure' | 'passedOver'>,
): Promise<Outcome> {
  const { title } = release;
  const against = whyNoBook(release, policy.languages);
  if (against !== null) {
    report.passedOver.push({ title, reason: against });
    return 'passedOver';
  }
  const twin = known.find(release);
  if (twin && twin.kind !== 'unsure') return twin.kind;
  const isSure = !twin && tie.isSure;
  const isWanted = isSure && tie.isMonitored;
  const status = isSure ? 'identified' : 'unsure';
  const id = await listBook(em, { release, tie, reason: 'new_title', status, isWanted, now });
  if (id === null) return 'listed';
  known.add({ id, title, work: release });
  if (isWanted) report.wanted.push(title);
  if (!isSure) report.unsure.push({ title, like: twin?.title ?? tie.series?.name ?? '' });
  return isWanted ? 'wanted' : isSure ? 'notWanted' : 'unsure';
}

async function storeLook(
  em: EntityManager,
  counts: ReadonlyMap<number, CategoryCounts>,
  rows: readonly TrackerRow[],
  now: Date,
): Promise<void> {
  const newest = new Map<number, number>();
  for (const { categoryId, id } of rows) {
    if (categoryId !== null) newest.set(categoryId, Math.max(id, newest.get(categoryId) ?? 0));
  }
  const looked = [...counts].map(([id, { newTitles, wanted }]) => {
    return { id, newTitles, wanted, newest: newest.get(id) ?? null };
  });
  await em.execute(
    `update genre_settings g set last_synced_at = ?, new_titles = c."newTitles", wanted_titles = c.wanted,
            newest_tracker_id = greatest(g.newest_tracker_id, c.newest)
       from jsonb_to_recordset(?::jsonb) as c(id integer, "newTitles" integer, wanted integer, newest bigint)
      where g.category_id = c.id`,
    [now, JSON.stringify(looked)],
  );
}
