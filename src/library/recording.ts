import { foldName, sameName } from './person.ts';
import { isSameAsin, type WorkKey } from './match/work.ts';
import { isTypo } from './typo.ts';

/** What is known of one recording of a work. */
export type Recording = Pick<
  WorkKey,
  'asin' | 'narrators' | 'durationSeconds' | 'isAbridged' | 'isDramatised'
>;

export type RecordingMatch = { relation: 'same' | 'other' | 'unknown'; reason: string };

/** The same recording loses some seconds at its ends, and an announcement or two. */
const likeness = 0.02;
/** Beyond this one of the two was read again or shortened. */
const mostDifference = 0.1;

/** "Full Cast" names nobody. */
const nobody = /^(?:an? )?(?:full cast|various|ensemble cast|unknown|others?)$/;

/**
 * Whether two recordings of one work are the same one: by their ASIN, else by their narrators and
 * length together. Neither alone proves it.
 */
export function sameRecording(a: Recording, b: Recording): RecordingMatch {
  if (isSameAsin(a, b)) return { relation: 'same', reason: 'the same ASIN' };
  if (isOpposite(a.isAbridged, b.isAbridged)) {
    return { relation: 'other', reason: 'only one of them is abridged' };
  }
  if ((a.isDramatised === true) !== (b.isDramatised === true)) {
    return { relation: 'other', reason: 'only one of them is dramatised' };
  }
  const narrators = compareNarrators(a.narrators ?? [], b.narrators ?? []);
  const difference = lengthDifference(a, b);
  if (narrators === 'other') return { relation: 'other', reason: 'other narrators' };
  if (difference !== null && difference > mostDifference) {
    return { relation: 'other', reason: 'another length' };
  }
  if (narrators === 'unknown') return { relation: 'unknown', reason: 'narrators not known' };
  if (difference === null) return { relation: 'unknown', reason: 'length not known' };
  if (difference > likeness) return { relation: 'unknown', reason: 'nearly the same length' };
  return { relation: 'same', reason: 'the same narrators and length' };
}

/** Whether they are equally long and nothing says that another reads one of them. */
export function mayBeOneRecording(a: Recording, b: Recording): boolean {
  const difference = lengthDifference(a, b);
  const { relation } = sameRecording(a, b);
  return relation === 'same' || (relation !== 'other' && (difference ?? 1) <= likeness);
}

/** `unknown` also when only some of the narrators are shared: lists are often cut short. */
export function compareNarrators(
  a: readonly string[],
  b: readonly string[],
): 'same' | 'other' | 'unknown' {
  const [left, right] = [a, b].map((names) => names.filter((name) => !nobody.test(foldName(name))));
  if (!left?.length || !right?.length) return 'unknown';
  const leftFound = left.filter((name) => right.some((other) => isSamePerson(name, other)));
  const rightFound = right.filter((name) => left.some((other) => isSamePerson(name, other)));
  if (leftFound.length === 0) return 'other';
  const isWhole = leftFound.length === left.length || rightFound.length === right.length;
  return isWhole ? 'same' : 'unknown';
}

function isSamePerson(a: string, b: string): boolean {
  return sameName(a, b) || isTypo(foldName(a), foldName(b));
}

function isOpposite(a: boolean | null | undefined, b: boolean | null | undefined): boolean {
  return typeof a === 'boolean' && typeof b === 'boolean' && a !== b;
}

function lengthDifference(a: Recording, b: Recording): number | null {
  const [left, right] = [a.durationSeconds ?? 0, b.durationSeconds ?? 0];
  return left > 0 && right > 0 ? Math.abs(left - right) / Math.max(left, right) : null;
}
