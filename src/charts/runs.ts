import type { ChartPoint } from '../command/reply.ts';

export type Known = { at: Date; value: number };

/** Points that are known one after the other; where something is not known, a new run begins. */
export function knownRuns(points: readonly ChartPoint[]): Known[][] {
  const runs: Known[][] = [[]];
  for (const { at, value } of points) {
    if (value === null || !Number.isFinite(value)) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  }
  return runs.filter((run) => run.length > 0);
}

/** The times between known points in which something is not known. */
export function unknownSpans(points: readonly ChartPoint[]): [from: Date, to: Date][] {
  const spans: [Date, Date][] = [];
  let from: Date | null = null;
  for (const [index, { at, value }] of points.entries()) {
    const isKnown = value !== null && Number.isFinite(value);
    if (!isKnown) from ??= points[index - 1]?.at ?? at;
    else if (from) spans.push([from, at]);
    if (isKnown) from = null;
  }
  const end = points.at(-1)?.at;
  if (from && end) spans.push([from, end]);
  return spans;
}
