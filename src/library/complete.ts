import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible } from '../clients/audible/index.ts';
import type { Hardcover } from '../clients/hardcover/index.ts';
import type { Policy } from '../settings/policy.ts';
import { ExternalError } from '../errors.ts';
import { forgetAuthorGaps } from './author-rows.ts';
import { isOlder, usualListAgeDays } from './list-age.ts';
import { readSeriesOpinion } from './opinion-books.ts';
import { type RecordedGaps, recordGaps } from './record-gaps.ts';
import { openSecondOpinion, type OpinionReport } from './second-opinion.ts';
import { Series } from './series.entity.ts';
import { type EntriesOutcome, readSeriesEntries, saveSeriesEntries } from './series-entries.ts';

export type CompletionReport = {
  series: number;
  asked: number;
  unknown: { series: string; reason: string }[];
  missing: number;
  announced: number;
  unsure: number;
  /** Gaps that are new, and gaps that are wanted and were not. */
  found: number;
  queued: number;
  opinion: OpinionReport;
};

export type CompletionOptions = {
  policy: Policy;
  now: Date;
  /** New gaps are unsure: not all of the library could be read. */
  holdsNew: boolean;
  signal: AbortSignal;
  /** A list older than this is asked for again; a month unless told. */
  listAgeDays?: number;
  onStep: (done: number, total: number, name: string) => Promise<void>;
};

type Catalogues = { audible: Audible; hardcover: Hardcover | null };

/**
 * Compares every series of the library with its complete list and stores the gaps. Lists that are
 * unknown or old are asked for first; each series is committed by itself, so a run that is cut off
 * goes on where it was.
 */
export async function completeSeries(
  em: EntityManager,
  { audible, hardcover }: Catalogues,
  { policy, now, holdsNew, signal, listAgeDays = usualListAgeDays, onStep }: CompletionOptions,
): Promise<CompletionReport> {
  const opinion = openSecondOpinion(hardcover, { now, listAgeDays });
  const report = { ...emptyReport(), opinion: opinion.report };
  const all = await seriesToCompare(em);
  for (const [index, { id, name }] of all.entries()) {
    if (signal.aborted) break;
    await onStep(index, all.length, name);
    const own = em.fork();
    const series = await own.findOne(Series, id);
    if (!series) continue;
    const isDue = isOlder(series.lastCompletionCheck, listAgeDays, now);
    const outcome = isDue ? await askFor(own, audible, series) : null;
    if (outcome) report.asked += 1;
    if (outcome && outcome.kind !== 'read')
      report.unknown.push({ series: name, reason: outcome.reason });
    const list = { table: 'series', id, lastOpinionCheck: series.lastOpinionCheck } as const;
    await opinion.about(own, list, (client) => readSeriesOpinion(client, series));
    const gaps = await own.transactional(async (inner) => {
      if (outcome && outcome.kind !== 'unread') await saveSeriesEntries(inner, id, outcome, now);
      const recorded = await recordGaps(inner, series, policy, now, holdsNew);
      await forgetAuthorGaps(inner, id);
      return recorded;
    });
    count(report, gaps);
  }
  return report;
}

function emptyReport(): Omit<CompletionReport, 'opinion'> {
  const counts = { missing: 0, announced: 0, unsure: 0, found: 0, queued: 0 };
  return { series: 0, asked: 0, unknown: [], ...counts };
}

function count(report: CompletionReport, gaps: RecordedGaps): void {
  report.series += 1;
  report.missing += gaps.missing.length;
  report.announced += gaps.announced.length;
  report.unsure += gaps.unsure.length;
  report.found += gaps.found;
  report.queued += gaps.queued;
}

/** Those with owned books, and those whose last book is gone but whose gaps are still stored. */
async function seriesToCompare(em: EntityManager): Promise<{ id: number; name: string }[]> {
  return await em.execute(
    `select id, name from series where books_owned > 0 or books_missing > 0
      order by last_completion_check nulls first, id`,
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
