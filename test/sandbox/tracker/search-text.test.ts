import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesText } from '../../../src/sandbox/tracker/search-text.ts';

const record = {
  title: "The Lion's Café & the Tik-Tok Man",
  author: 'Ann Writer',
  series: 'Clockwork',
};
const everywhere = ['title', 'author', 'series'];

test.each([
  ['', true],
  ['lion tik', true],
  ['lion missing', false],
  ['cafe', true],
  ['Lions', false],
  ["lion's", true],
  ['tik-tok', true],
  ['"the lion"', true],
  ['"lion the"', false],
  ['missing | lion', true],
  ['missing|lion clockwork', true],
  ['missing|absent clockwork', false],
  ['lion -writer', false],
  ['lion -nobody', true],
  ['@title lion', true],
  ['@title writer', false],
  ['@title lion @author writer', true],
  ['@author ("Bob Other"|"Ann Writer")', true],
  ['@(title,series) clockwork', true],
  ['@(title,series) writer', false],
  ['@title ("Nothing"|"Tik Tok Man") @author ("Ann Writer")', true],
  ['(@title lion) writer', true],
  ['café (the|&) man', true],
  ['lion & man', true],
])('%s finds the record: %s', (text, expected) => {
  expect(matchesText(text, record, everywhere)).toBe(expected);
});

test('words are looked for in the given fields only', () => {
  expect(matchesText('writer', record, ['title'])).toBe(false);
});

test('any text is either found or not', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[ab"@()|! -]{0,30}$/));

  fc.assert(
    fc.property(text, (any) => {
      expect(matchesText(any, record, everywhere)).toBeTypeOf('boolean');
    }),
  );
});
