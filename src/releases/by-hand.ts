import type { Rejection } from './facts.ts';

/** Rules that hold whoever asks: nothing is had twice, and no book stands under the name of another. */
const standing = new Set([
  'already-snatched',
  'owned',
  'second-narrator',
  'other-work',
  'other-position',
]);

/** Of the reasons against a release those that no word of a person overrules. */
export function byHandRejections(rejections: readonly Rejection[]): Rejection[] {
  return rejections.filter(({ rule }) => standing.has(rule));
}
