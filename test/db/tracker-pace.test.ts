import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff, nextSlot, spentSearches } from '../../src/db/tracker-pace.ts';

const now = new Date('2026-06-10T10:00:00Z');
const secondsUntil = (date: Date) => (date.getTime() - now.getTime()) / 1000;

test.each([
  ['a fifth early at the least', 3, 0, 2.4],
  ['on the spacing in the middle', 3, 0.5, 3],
  ['a fifth late at the most', 3, 1, 3.6],
  ['never under a second', 1, 0, 1],
  ['never under a second, whatever is configured', 0, 0.5, 1],
])('the next request goes %s', (_, spacing, random, seconds) => {
  expect(secondsUntil(nextSlot(now, spacing, random))).toBeCloseTo(seconds, 3);
});

test('every slot is within a fifth of its spacing and at least a second away', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 600, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (spacing, random) => {
        const seconds = secondsUntil(nextSlot(now, spacing, random));

        expect(seconds).toBeGreaterThanOrEqual(Math.max(1, 0.8 * spacing) - 0.001);
        expect(seconds).toBeLessThanOrEqual(Math.max(1, 1.2 * spacing) + 0.001);
      },
    ),
  );
});

test.each([
  [0, 1],
  [1, 2],
  [2, 4],
  [3, 8],
  [4, 16],
  [5, 24],
  [6, 24],
  [2000, 24],
])('after %i earlier refusals the tracker is left alone for %i hours', (earlier, hours) => {
  expect(secondsUntil(backOff(now, earlier))).toBe(hours * 3600);
});

test.each([
  ['no window', null, 7, now, 0],
  ['a window that just began', 0, 7, now, 7],
  ['a window of almost a day', 86_399_999, 7, null, 7],
  ['a window that is over', 86_400_000, 7, now, 0],
])('searches of %s', (_, ageMs, spent, windowStart, count) => {
  const start = ageMs === null ? null : new Date(now.getTime() - ageMs);
  const row = { search_window_start: start, search_window_count: spent };

  expect(spentSearches(row, now)).toEqual({ windowStart: windowStart ?? start, count });
});
