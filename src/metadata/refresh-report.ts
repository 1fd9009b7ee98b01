import type { BookOutcome } from './refresh-book.ts';
import { fieldLabels, valueText } from './value-text.ts';

/** What a run came to; averages are null when no book has one. */
export type RefreshReport = {
  processed: number;
  filled: number;
  proposed: number;
  unchanged: number;
  /** Fields left as they are, by the reason. */
  held: Record<string, number>;
  /** Books a person edited within a day. */
  edited: string[];
  gone: string[];
  /** Books that the library failed at, and how. */
  failed: string[];
  /** Changes field by field, the first of them. */
  changes: string[];
  /** Catalogues that could not be asked and files that could not be read, and why. */
  silent: Record<string, string>;
  /** Why the run ended before its last book; null when it did not. */
  stopped: string | null;
  completenessBefore: number | null;
  completenessAfter: number | null;
};

type Looked = { title: string; completeness: number | null };

const shownChanges = 200;

export function emptyReport(): RefreshReport & { sums: Sums } {
  return {
    processed: 0,
    filled: 0,
    proposed: 0,
    unchanged: 0,
    held: {},
    edited: [],
    gone: [],
    failed: [],
    changes: [],
    silent: {},
    stopped: null,
    completenessBefore: null,
    completenessAfter: null,
    sums: { before: [], after: [] },
  };
}

type Sums = { before: number[]; after: number[] };

/** Adds what came of one book. */
export function count(
  report: RefreshReport & { sums: Sums },
  book: Looked,
  outcome: BookOutcome,
): void {
  if (outcome.kind === 'gone') return void report.gone.push(book.title);
  if (outcome.kind === 'edited') return void report.edited.push(book.title);
  if (outcome.kind === 'failed') {
    return void report.failed.push(`${book.title}: ${outcome.reason}`);
  }
  const { fills, proposals, kept } = outcome.plan;
  report.processed += 1;
  report.filled += fills.length;
  report.proposed += proposals.length;
  if (fills.length + proposals.length === 0) report.unchanged += 1;
  for (const { reason } of kept) report.held[reason] = (report.held[reason] ?? 0) + 1;
  for (const { provider, reason } of [...outcome.silent, ...outcome.unread]) {
    report.silent[provider] = reason;
  }
  for (const { field, before, after } of [...fills, ...proposals]) {
    if (report.changes.length >= shownChanges) break;
    const values = `${valueText(field, before)} → ${valueText(field, after)}`;
    report.changes.push(`${book.title}: ${fieldLabels[field]}: ${values}`);
  }
  if (book.completeness !== null) report.sums.before.push(book.completeness);
  report.sums.after.push(outcome.completeness);
}

export function finish({ sums, ...report }: RefreshReport & { sums: Sums }): RefreshReport {
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : Math.round(values.reduce((a, b) => a + b, 0) / values.length);
  return {
    ...report,
    completenessBefore: mean(sums.before),
    completenessAfter: mean(sums.after),
  };
}

/** The report in one sentence. */
export function refreshSummary(report: RefreshReport, isDryRun: boolean): string {
  const { processed, filled, proposed, unchanged, edited, failed, stopped } = report;
  const parts = [
    `${processed} books looked at`,
    `${filled} fields ${isDryRun ? 'would be ' : ''}filled`,
    `${proposed} ${isDryRun ? 'would be ' : ''}proposed`,
    `${unchanged} books unchanged`,
    ...(edited.length > 0 ? [`${edited.length} left: edited by a person within a day`] : []),
    ...(failed.length > 0 ? [`${failed.length} not read: ${failed[0]}`] : []),
    ...(stopped ? [`stopped: ${stopped}`] : []),
  ];
  return parts.join(', ');
}
