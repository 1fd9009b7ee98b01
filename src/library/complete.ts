import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible } from '../clients/audible/index.ts';
import type { Policy } from '../settings/policy.ts';
import { ExternalError } from '../errors.ts';
import { recordGaps } from './record-gaps.ts';
import { Series } from './series.entity.ts';
import { type EntriesOutcome, readSeriesEntries, saveSeriesEntries } from './series-entries.ts';

export type CompletionReport = {
  series: number;
  asked: number;
  unknown: { series: string; reason: string }[];
  missing: number;
  announced: number;
  unsure: number;
};

/** A series list is asked for again after a month. */
const listAgeDays = 30;

/**
 * Compares every series of the library with its complete list and stores the gaps. Lists that are
 * unknown or old are asked for first; each series is committed by itself, so a run that is cut off
 * goes on where it was.
 */
export async function completeSeries(
  em: EntityManager,
  audible: Audible,
  options: {
    policy: Policy;
    now: Date;
    /** New gaps are unsure: not all of the library could be read. */
    holdsNew: boolean;
    signal: AbortSignal;
    onSeries: (done: number, total: number, name: string) => Promise<void>;
  },
): Promise<CompletionReport> {
  const report = { series: 0, asked: 0, missing: 0, announced: 0, unsure: 0 };
  const unknown: CompletionReport['unknown'] = [];
  const all = await seriesToCompare(em);
  for (const [index, series] of all.entries()) {
    if (options.signal.aborted) break;
    await options.onSeries(index, all.length, series.name);
    const outcome = isDue(series, options.now) ? await askFor(em, audible, series) : null;
    if (outcome) report.asked += 1;
    if (outcome && outcome.kind !== 'read')
      unknown.push({ series: series.name, reason: outcome.reason });
    const gaps = await em.transactional(async (inner) => {
      if (outcome && outcome.kind !== 'unread')
        await saveSeriesEntries(inner, series.id, outcome, options.now);
      return await recordGaps(inner, series, options.policy, options.now, options.holdsNew);
    });
    report.series += 1;
    report.missing += gaps.missing.length;
    report.announced += gaps.announced.length;
    report.unsure += gaps.unsure.length;
  }
  return { ...report, unknown };
}

/** Those with owned books, and those whose last book is gone but whose gaps are still stored. */
async function seriesToCompare(em: EntityManager): Promise<Series[]> {
  return await em.find(
    Series,
    { $or: [{ booksOwned: { $gt: 0 } }, { booksMissing: { $gt: 0 } }] },
    { orderBy: { lastCompletionCheck: 'asc nulls first', id: 'asc' } },
  );
}

/** One list that cannot be read does not keep the others from being asked for; it is asked for again next time. */
async function askFor(
  em: EntityManager,
  audible: Audible,
  series: Series,
): Promise<EntriesOutcome | { kind: 'unread'; reason: string }> {
  try {
    return await readSeriesEntries(em, audible, series);
  } catch (error) {
    const isOfThisList =
      error instanceof ExternalError && ['refused', 'unexpected'].includes(error.kind);
    if (!isOfThisList) throw error;
    return { kind: 'unread', reason: error.message };
  }
}

function isDue(series: Series, now: Date): boolean {
  const checked = series.lastCompletionCheck;
  return !checked || now.getTime() - checked.getTime() > listAgeDays * 86_400_000;
}
