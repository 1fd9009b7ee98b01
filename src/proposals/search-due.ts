import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import type { ExternalError } from '../errors.ts';
import { askedWork } from '../library/wanted-work.ts';
import type { Release } from '../releases/facts.ts';
import { blockedReleases } from '../releases/save.ts';
import type { Sources } from '../releases/sources.ts';
import { chooseFor } from './choose.ts';
import { knownAccount } from './hold.ts';
import { pollNewest } from './newest.ts';
import { type OpenContext, openWaiting } from './open.ts';
import { propose, type ProposeOutcome } from './propose.ts';
import { rejudgeHeld } from './rejudge.ts';
import { isTrackerAway, searchEverywhere } from './search-everywhere.ts';
import { readSearchState, storeTextLength } from './search-state.ts';
import { dueBooks, findWanted } from './wanted-books.ts';

export type SearchReport = Record<'searched' | ProposeOutcome, number> & {
  skipped: { title: string; reason: string }[];
  /** Books a new release was seen for, and held ones that are held no longer. */
  newest: number;
  freed: number;
  /** What kept Prowlarr from answering; null when nothing did. */
  prowlarr: string | null;
};

/** So many titles fit into no text. */
const mostBooksPerSearch = 60;
/** What was asked of Prowlarr alone, and not found there. */
const askAgainHours = 6;

type SearchContext = OpenContext & { signal: AbortSignal };

/**
 * Judges again what is held back, looks through the newest releases, searches the most wanted books
 * that are due and proposes what it finds. What was searched is stored batch by batch: cut off, it goes
 * on behind that.
 */
export async function searchDue(
  em: EntityManager,
  sources: Sources,
  context: SearchContext,
): Promise<SearchReport> {
  const { policy, now, signal } = context;
  const counts = { searched: 0, taken: 0, open: 0, waiting: 0, held: 0, none: 0 };
  const report: SearchReport = { ...counts, skipped: [], newest: 0, freed: 0, prowlarr: null };
  await em.transactional((inner) => openWaiting(inner, context));
  report.freed = await rejudgeHeld(em, context);
  const away = await lookForNews(em, sources, report, { languages: policy.languages, now });
  // A search of the tracker takes more books along; Prowlarr is asked for each.
  const more = sources.prowlarr ? 0 : mostBooksPerSearch;
  const due = await dueBooks(em, { now, limit: policy.queuePerRun + more });
  const asked = due.map((missing) => ({ id: missing.id, ...askedWork(missing) }));
  const { textLength } = await readSearchState(em);
  const from = { textLength, mostAlone: policy.queuePerRun, away };
  let searched = 0;
  for await (const one of searchEverywhere(sources, asked, from, report)) {
    if (one.textLength !== null) await storeTextLength(em, one.textLength);
    if (signal.aborted) return report;
    const { releases, isComplete } = one;
    await judgeBook(em, { id: one.book.id, releases, isComplete }, context, report);
    searched += 1;
    // Only whole searches: one with room left costs no more with more titles in it.
    if (one.endsSearch && searched >= policy.queuePerRun) break;
  }
  return report;
}

/** The newest releases of the tracker; its error when it is away and there is another source. */
async function lookForNews(
  em: EntityManager,
  { mam, prowlarr }: Sources,
  report: SearchReport,
  look: { languages: readonly string[]; now: Date },
): Promise<ExternalError | null> {
  if (!mam) return null;
  try {
    report.newest = await pollNewest(em, mam, look);
    return null;
  } catch (error) {
    if (!prowlarr || !isTrackerAway(error)) throw error;
    return error;
  }
}

async function judgeBook(
  em: EntityManager,
  found: { id: number; releases: readonly Release[]; isComplete: boolean },
  context: SearchContext,
  report: SearchReport,
): Promise<void> {
  const { policy, now } = context;
  const judged = await em.transactional(async (inner) => {
    const own = await findWanted(inner, found.id);
    if (!own) return null;
    const ledger = await readLedger(inner);
    const account = knownAccount(ledger, policy, now);
    const blocked = await blockedReleases(inner);
    const { releases } = found;
    const choice = await chooseFor(inner, own, { releases, policy, account, now, blocked });
    if (!choice.chosen && !found.isComplete) {
      // Nothing is said of the book: the tracker has not been asked.
      own.nextSearchAt = new Date(now.getTime() + askAgainHours * 3_600_000);
      return null;
    }
    const outcome = await propose(inner, own, choice, { ...context, ledger });
    return { outcome, title: own.title, reason: own.searchNote ?? '' };
  });
  if (!judged) return;
  const { outcome, title, reason } = judged;
  report.searched += 1;
  report[outcome] += 1;
  if (outcome === 'none') report.skipped.push({ title, reason });
}
