import { expect, test } from 'vitest';
import { ofThisOne } from '../../src/releases/texts.ts';

test.each([
  ['Abridged; unabridged also available', 'Abridged;'],
  ['Unabridged. Not to be confused with the abridged tapes.', 'Unabridged. .'],
  ['abridged (the unabridged is in my other upload)', 'abridged ( )'],
  ['Read by Anna Ward.', 'Read by Anna Ward.'],
])('of %j only what it says of the recording itself is read', (text, own) => {
  expect(ofThisOne(text)).toBe(own);
});
