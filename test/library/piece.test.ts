import { expect, test } from 'vitest';
import { pieceOfBook } from '../../src/library/piece.ts';

const titled = (title: string, position: string | null = null) =>
  pieceOfBook({ title, series: [{ position }] });

test.each([
  ['The Salt Road (2/3)', '2/3'],
  ['The Salt Road - Part 1 of 2', '1of2'],
  ['The Salt Road, Volume 2 (of 2)', '2of2'],
  ['The Salt Road [Teil 2 von 3]', '2von3'],
  ['The Salt Road, CD 1/12', '1/12'],
  ['The Salt Road [cassette sides 1-6 only, sorry]', 'cassette sides 1-6 only, sorry'],
])('"%s" is a piece', (title, piece) => {
  expect(titled(title)).toBe(piece);
});

test.each(['The Salt Road', 'The Salt Road, Part 2', '1984', '11/22/63', 'Fahrenheit 451 (1953)'])(
  '"%s" is no piece of a book',
  (title) => {
    expect(titled(title)).toBeNull();
  },
);

test('the number of the series may say it', () => {
  expect([titled('The Salt Road', '3p2'), titled('The Salt Road', '3')]).toEqual(['part 2', null]);
});
