import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam } from '../clients/mam/index.ts';
import type { Policy } from '../settings/policy.ts';
import { MissingBook } from '../library/missing-book.entity.ts';
import { askedWork, wantedWork } from '../library/wanted-work.ts';
import { pick } from '../releases/pick.ts';
import { blockedReleases } from '../releases/save.ts';
import { searchReleases } from '../releases/search.ts';
import { readLedger } from '../account/ledger.ts';
import { knownAccount } from './hold.ts';
import { openWaiting } from './open.ts';
import { propose, type ProposeOutcome } from './propose.ts';

const searchable = ['identified', 'failed'] as const;

export type SearchReport = Record<'searched' | ProposeOutcome, number> & {
  skipped: { title: string; reason: string }[];
};

/** Searches the tracker for the most wanted books that are due and proposes what it finds. */
export async function searchDue(
  em: EntityManager,
  mam: Mam,
  context: { policy: Policy; platforms: readonly string[]; now: Date; signal: AbortSignal },
): Promise<SearchReport> {
  const counts = { searched: 0, taken: 0, open: 0, waiting: 0, held: 0, none: 0 };
  const report: SearchReport = { ...counts, skipped: [] };
  await em.transactional((inner) => openWaiting(inner, context));
  const due = await dueBooks(em, context);
  if (due.length === 0) return report;
  const releases = await searchReleases(mam, due.map(askedWork));
  const blocked = await blockedReleases(em);
  for (const missing of due) {
    if (context.signal.aborted) break;
    const judged = await em.transactional(async (inner) => {
      const own = await findWanted(inner, missing.id);
      if (!own) return null;
      const ledger = await readLedger(inner);
      const choice = pick({
        wanted: await wantedWork(inner, own),
        releases,
        policy: context.policy,
        account: knownAccount(ledger, context.policy, context.now),
        now: context.now,
        blocked,
      });
      const outcome = await propose(inner, own, choice, { ...context, ledger });
      return { outcome, title: own.title, reason: own.searchNote ?? '' };
    });
    if (!judged) continue;
    const { outcome, title, reason } = judged;
    report.searched += 1;
    report[outcome] += 1;
    if (outcome === 'none') report.skipped.push({ title, reason });
  }
  return report;
}

/** The book as it is now; null when it was hidden, found or given up while the tracker was searched. */
async function findWanted(em: EntityManager, id: number): Promise<MissingBook | null> {
  const still = { id, isWanted: true, downloadStatus: { $in: searchable } };
  return await em.findOne(MissingBook, still, { refresh: true });
}

/** Wanted books whose time has come, early volumes first; held ones are judged again on every run. */
async function dueBooks(
  em: EntityManager,
  context: { policy: Policy; now: Date },
): Promise<MissingBook[]> {
  const rows = await em.execute<{ id: number }[]>(
    `select m.id from missing_books m
      where m.is_wanted and m.download_status in (?)
        and coalesce(m.snoozed_until, ?) <= ?
        and not exists (select 1 from proposals p
                         where p.missing_book_id = m.id and p.status in ('waiting', 'open'))
        and (coalesce(m.next_search_at, ?) <= ?
             or exists (select 1 from proposals p where p.missing_book_id = m.id and p.status = 'held'))
      order by m.priority, m.last_searched_at nulls first,
               nullif(substring(m.series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric nulls last, m.id
      limit ?`,
    [searchable, context.now, context.now, context.now, context.now, context.policy.queuePerRun],
  );
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const books = await em.find(MissingBook, { id: { $in: ids } });
  return books.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
