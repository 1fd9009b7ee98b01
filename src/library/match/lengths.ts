import type { WorkKey } from './work.ts';

type Recording = Pick<WorkKey, 'durationSeconds' | 'isAbridged' | 'isDramatised'>;

/** Two readers of one book, or one with a foreword, stay within a tenth. */
const likeness = 0.1;
/** The slowest reader of a whole book needs hardly a third longer than the quickest. */
const mostRatio = 1.35;

/** Whether the lengths speak for one book (`alike`), against it (`apart`), or say nothing. */
export function compareLengths(a: Recording, b: Recording): 'alike' | 'apart' | 'unknown' {
  const [left, right] = [a.durationSeconds ?? 0, b.durationSeconds ?? 0];
  if (left <= 0 || right <= 0) return 'unknown';
  const ratio = Math.max(left, right) / Math.min(left, right);
  if (ratio <= 1 + likeness) return 'alike';
  const isOtherVersion = [a, b].some((one) => one.isAbridged === true || one.isDramatised === true);
  return ratio > mostRatio && !isOtherVersion ? 'apart' : 'unknown';
}

/** "10 h 5 min". */
export function writeLength(seconds: number | null | undefined): string {
  const minutes = Math.round((seconds ?? 0) / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
