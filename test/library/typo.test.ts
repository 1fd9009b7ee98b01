import { expect, test } from 'vitest';
import { isTypo } from '../../src/library/typo.ts';

test.each([
  ['apprentice of salt', 'aprentice of salt'],
  ['apprentice of salt', 'apperntice of salt'],
  ['apprentice of salt', 'aprentcie of salt'],
  ['winter crown', 'wintre crown'],
  ['winter crowns', 'wintre crwons'],
])('%j and %j differ by a slip of the pen', (a, b) => {
  expect(isTypo(a, b)).toBe(true);
  expect(isTypo(b, a)).toBe(true);
});

test.each([
  ['the same', 'winter crown', 'winter crown'],
  ['a short text', 'salt', 'slat'],
  ['a short word', 'the book of ash', 'the book of ask'],
  ['another first letter', 'book of light', 'book of night'],
  ['another word', 'heart of stone', 'heart of storm'],
  ['a number', 'winter crown 12', 'winter crown 13'],
  ['a number in a word', 'winter 10000th', 'winter 10001th'],
  ['a word more', 'winter crown', 'winter crown lost'],
  ['three letters', 'winterly crownland', 'wintrely crwonladn'],
])('is no slip: %s', (_, a, b) => {
  expect(isTypo(a, b)).toBe(false);
});
