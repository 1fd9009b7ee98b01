import type { AuthorCompletionReport } from './complete-authors.ts';
import type { CompletionReport } from './complete.ts';

/** What a run of a completion job tells in one sentence. */
export function seriesSummary({ series, asked, missing, found, queued }: CompletionReport): string {
  return `${series} series compared, ${asked} lists asked for: ${missing} missing books, ${found} new gaps, ${queued} newly wanted`;
}

export function authorSummary(report: AuthorCompletionReport): string {
  const { authors, asked, missing, found, queued } = report;
  return `${authors} authors compared, ${asked} lists asked for: ${missing} missing books, ${found} new gaps, ${queued} newly wanted`;
}

/** The same in detail: what was searched, found, queued, and skipped with the reasons. */
export function seriesReport(report: CompletionReport) {
  const { asked, found, queued, missing, announced, unsure, unknown, opinion } = report;
  return { searched: asked, found, queued, missing, announced, unsure, skipped: unknown, opinion };
}

export function authorReport(report: AuthorCompletionReport) {
  const { asked, found, queued, missing, announced, unsure, unknown, excluded, opinion } = report;
  const counts = { missing, announced, unsure };
  return { searched: asked, found, queued, ...counts, skipped: unknown, excluded, opinion };
}
