import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  coversPosition,
  parsePosition,
  placesOf,
  samePosition,
  writePosition,
} from '../../src/library/position.ts';

test.each([
  ['1', { from: 1, to: 1 }],
  ['01', { from: 1, to: 1 }],
  [' 2.5 ', { from: 2.5, to: 2.5 }],
  ['2,5', { from: 2.5, to: 2.5 }],
  ['0,1', { from: 0.1, to: 0.1 }],
  ['0', { from: 0, to: 0 }],
  ['Book 3', { from: 3, to: 3 }],
  ['Book Three', { from: 3, to: 3 }],
  ['Vol. 4', { from: 4, to: 4 }],
  ['#5', { from: 5, to: 5 }],
  ['IV', { from: 4, to: 4 }],
  ['1-3', { from: 1, to: 3 }],
  ['1 – 3', { from: 1, to: 3 }],
  ['Books 1-3', { from: 1, to: 3 }],
  ['0,5\u00a0-\u00a07', { from: 0.5, to: 7 }],
  ['3.1-3.2', { from: 3.1, to: 3.2 }],
  ['1p2', { from: 1, to: 1, part: 2 }],
  ['1, 2, 3', { from: 1, to: 3, list: [1, 2, 3] }],
  ['1,\u00a02,\u00a03', { from: 1, to: 3, list: [1, 2, 3] }],
  ['1,2,3', { from: 1, to: 3, list: [1, 2, 3] }],
  ['4,5', { from: 4, to: 5, list: [4, 5] }],
  ['1 & 2', { from: 1, to: 2, list: [1, 2] }],
  ['01-03, 2.5', { from: 1, to: 3, list: [1, 2, 2.5, 3] }],
  ['2, 2', { from: 2, to: 2 }],
  ['I-III', { from: 1, to: 3 }],
  ['One to Three', { from: 1, to: 3 }],
  ['Books 1 through 3', { from: 1, to: 3 }],
  ['1+2', { from: 1, to: 2, list: [1, 2] }],
  ['Book 3 of 5', { from: 3, to: 3 }],
  ['Third', { from: 3, to: 3 }],
  ['2½', { from: 2.5, to: 2.5 }],
  ['.5', { from: 0.5, to: 0.5 }],
])('reads %j', (text, position) => {
  expect(parsePosition(text)).toEqual(position);
});

test.each([
  null,
  '',
  '-',
  'Prequel',
  '3-1',
  '-2',
  '1-9999',
  '1, one half',
  '1p1, 2',
  '5/31/2017',
  '1e3',
])('does not guess a place from %j', (text) => {
  expect(parsePosition(text)).toBeNull();
});

test.each([
  ['1-3', '2', true],
  ['1-3', '3', true],
  ['1-3', '1-2', true],
  ['1-3', '4', false],
  ['1-3', '2.5', false],
  ['1-3, 2.5', '2.5', true],
  ['1, 3', '2', false],
  ['2', '2', false],
])('an omnibus at %j contains the book at %j: %j', (span, place, covers) => {
  const [whole, book] = [parsePosition(span), parsePosition(place)];

  expect(whole && book && coversPosition(whole, book)).toBe(covers);
});

test('knows one place under two spellings', () => {
  const [range, list] = [parsePosition('1-3'), parsePosition('1, 2, 3')];

  expect(range && list && samePosition(range, list)).toBe(true);
});

test('tells a part from the whole book', () => {
  const [part, book] = [parsePosition('1p2'), parsePosition('1')];

  expect(part && book && samePosition(part, book)).toBe(false);
  expect(part && writePosition(part)).toBe('1 part 2');
});

const positionText = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[0-9 ,.p&-]{0,20}$/),
  fc.stringMatching(/^[0-9]{1,7}-[0-9]{1,7}, [0-9]{1,3}$/),
);

test('any text is a position in order or none at all', () => {
  fc.assert(
    fc.property(positionText, (text) => {
      const position = parsePosition(text);

      if (position === null) return;
      const places = placesOf(position);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect([places.at(0), places.at(-1)]).toEqual([position.from, position.to]);
      const written = parsePosition(writePosition(position).replace(' part ', 'p'));
      expect(written && samePosition(written, position)).toBe(true);
    }),
  );
});
