import { expect, test } from 'vitest';
import { isEditionRemark } from '../../src/library/remarks.ts';

test.each([
  'penguin modern classics',
  'simon & schuster audio',
  'complete & unabridged',
  '2019 recording',
  '8 hrs 43 mins',
  'simon vance',
  'narr. simon vance',
  'scott brick, euan morton',
  'newbery medal',
])('%j tells of the edition', (part) => {
  expect(isEditionRemark(part)).toBe(true);
});

test.each([
  '2',
  'the second',
  'the house',
  'skin deep',
  'radio 4',
  'chapters 1-5',
  'cozy tales',
  '',
])('%j may name something else', (part) => {
  expect(isEditionRemark(part)).toBe(false);
});
