import { foldName, isNearName, isShortForm, sameFoldedName } from '../library/person.ts';
import { isTypo } from '../library/typo.ts';
import type { Decided } from './facts.ts';
import { witnesses } from './families.ts';
import { type Around, namesCast, readersIn } from './readers.ts';

/**
 * `within`: one names all that the other names, and more. `partly`: each names somebody whom the
 * other does not. `unknown`: one of them names nobody.
 */
export type ReaderRelation = 'same' | 'within' | 'partly' | 'other' | 'unknown';

/** `stated`: somebody says so. `verified`: two independent sources do. `disputed`: they disagree. */
export type NarratorVerdict = 'verified' | 'stated' | 'disputed' | 'unknown';

/** From here on readers are a cast. */
const leastCast = 3;

/** How the readers in two narrator fields relate; spelling, order and repetition do not matter. */
export function compareReaders(
  a: readonly string[],
  b: readonly string[],
  around: Around,
): ReaderRelation {
  const [all, others] = [distinct(readersIn(a, around)), distinct(readersIn(b, around))];
  if (all.length === 0 || others.length === 0) return compareCasts(a, b, all, others);
  const left = withoutAuthors(all, others, around.authors);
  const right = withoutAuthors(others, all, around.authors);
  const leftFound = left.filter((one) => right.some((other) => isSameReader(one, other)));
  const rightFound = right.filter((one) => left.some((other) => isSameReader(one, other)));
  if (leftFound.length === 0) return 'other';
  const [isLeft, isRight] = [leftFound.length === left.length, rightFound.length === right.length];
  if (isLeft && isRight) return 'same';
  return isLeft || isRight ? 'within' : 'partly';
}

/** What may be said of a narrator, from the sources of the value that was taken. */
export function narratorVerdict(
  narrators: Decided<string[]> | undefined,
  isDisputed: boolean,
): NarratorVerdict {
  if (isDisputed) return 'disputed';
  if (!narrators) return 'unknown';
  const sources = [narrators.source, ...narrators.agreeing];
  return witnesses(sources, 'narrators').length > 1 ? 'verified' : 'stated';
}

/** One person under two spellings: "John McClain" and "Johnathan McClain", "R. C. Bray" and "RC Bray". */
function isSameReader(a: string, b: string): boolean {
  const [left, right] = [foldName(a), foldName(b)];
  if (isOtherPerson(givenName(left), givenName(right))) return false;
  return [sameFoldedName, isNearName, isShortForm, isTypo].some((same) => same(left, right));
}

/** "Robert" and "Roberta", "J." and "T.": as alike as a slip, and two people. */
function isOtherPerson(a: string, b: string): boolean {
  return `${a}a` === b || `${b}a` === a || (a.length === 1 && b.length === 1 && a !== b);
}

function givenName(folded: string): string {
  return folded.split(' ')[0] ?? '';
}

function distinct(names: readonly string[]): string[] {
  return names.filter(
    (name, index) => !names.slice(0, index).some((other) => isSameReader(name, other)),
  );
}

/** Authors slip into narrator fields: one who stands there beside the readers proves no difference. */
function withoutAuthors(
  names: readonly string[],
  others: readonly string[],
  authors: readonly string[],
): readonly string[] {
  const isStray = (name: string) =>
    authors.some((author) => isSameReader(author, name)) &&
    !others.some((other) => isSameReader(other, name));
  const readers = names.filter((name) => !isStray(name));
  return readers.length > 0 ? readers : names;
}

/** "Full Cast" goes with a list of many. */
function compareCasts(
  a: readonly string[],
  b: readonly string[],
  left: readonly string[],
  right: readonly string[],
): ReaderRelation {
  if (left.length === 0 && right.length === 0 && namesCast(a) && namesCast(b)) return 'same';
  const isCast = (names: readonly string[], named: readonly string[]) =>
    named.length === 0 ? namesCast(names) : named.length >= leastCast;
  return isCast(a, left) && isCast(b, right) ? 'within' : 'unknown';
}
