import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import type { Mam } from '../clients/mam/index.ts';
import { askedWork, wantedWork } from '../library/wanted-work.ts';
import type { Release } from '../releases/facts.ts';
import { pick } from '../releases/pick.ts';
import { blockedReleases } from '../releases/save.ts';
import { searchBatches } from '../releases/search.ts';
import { knownAccount } from './hold.ts';
import { pollNewest } from './newest.ts';
import { type OpenContext, openWaiting } from './open.ts';
import { propose, type ProposeOutcome } from './propose.ts';
import { rejudgeHeld } from './rejudge.ts';
import { readSearchState, storeTextLength } from './search-state.ts';
import { dueBooks, findWanted } from './wanted-books.ts';

export type SearchReport = Record<'searched' | ProposeOutcome, number> & {
  skipped: { title: string; reason: string }[];
  /** Books a new release was seen for, and held ones that are held no longer. */
  newest: number;
  freed: number;
};

/** So many titles fit into no text. */
const mostBooksPerSearch = 60;

type SearchContext = OpenContext & { signal: AbortSignal };

/**
 * Judges again what is held back, looks through the newest releases, searches the most wanted books
 * that are due and proposes what it finds. What was searched is stored batch by batch: cut off, it goes
 * on behind that.
 */
export async function searchDue(
  em: EntityManager,
  mam: Mam,
  context: SearchContext,
): Promise<SearchReport> {
  const { policy, now, signal } = context;
  const counts = { searched: 0, taken: 0, open: 0, waiting: 0, held: 0, none: 0 };
  const report: SearchReport = { ...counts, skipped: [], newest: 0, freed: 0 };
  await em.transactional((inner) => openWaiting(inner, context));
  report.freed = await rejudgeHeld(em, context);
  report.newest = await pollNewest(em, mam, now);
  const due = await dueBooks(em, { now, limit: policy.queuePerRun + mostBooksPerSearch });
  const asked = due.map((missing) => ({ id: missing.id, ...askedWork(missing) }));
  const { textLength: first } = await readSearchState(em);
  let searched = 0;
  for await (const { books, releases, textLength } of searchBatches(mam, asked, first)) {
    await storeTextLength(em, textLength);
    for (const { id } of books) {
      if (signal.aborted) return report;
      await judgeBook(em, { id, releases }, context, report);
    }
    searched += books.length;
    // Only whole searches: one with room left costs no more with more titles in it.
    if (searched >= policy.queuePerRun) break;
  }
  return report;
}

async function judgeBook(
  em: EntityManager,
  { id, releases }: { id: number; releases: readonly Release[] },
  context: SearchContext,
  report: SearchReport,
): Promise<void> {
  const { policy, now } = context;
  const judged = await em.transactional(async (inner) => {
    const own = await findWanted(inner, id);
    if (!own) return null;
    const ledger = await readLedger(inner);
    const account = knownAccount(ledger, policy, now);
    const wanted = await wantedWork(inner, own);
    const blocked = await blockedReleases(inner);
    const choice = pick({ wanted, releases, policy, account, now, blocked });
    const outcome = await propose(inner, own, choice, { ...context, ledger });
    return { outcome, title: own.title, reason: own.searchNote ?? '' };
  });
  if (!judged) return;
  const { outcome, title, reason } = judged;
  report.searched += 1;
  report[outcome] += 1;
  if (outcome === 'none') report.skipped.push({ title, reason });
}
