import { describe, expect, test } from 'vitest';
import { isReadingDue } from '../../src/account/cadence.ts';
import { isFresh } from '../../src/account/freshness.ts';
import { ratioState, ratioText } from '../../src/account/ratio.ts';
import { agoText, readingText, spanText, utcText } from '../../src/account/words.ts';
import { minutesLater, now } from './readings.ts';

describe('a reading', () => {
  test.each([
    [0, true],
    [-14.99, true],
    [-15, false],
    [-60, false],
    [14.99, true],
    [15, false],
    [60, false],
  ])('taken %s minutes from now may be decided by: %s', (minutes, expected) => {
    expect(isFresh(minutesLater(minutes), now, 15)).toBe(expected);
  });

  test.each([
    ['none was ever tried', null, null, true],
    ['the last was a minute ago', -1, null, true],
    ['the tracker complained a day ago', -5, -1440, true],
    ['the tracker complained just now and none was tried', null, 0, true],
    ['the tracker complained within a day', -5, -1439, false],
    ['the tracker complained and 13 minutes passed', -13, -60, false],
    ['the tracker complained and nearly 15 minutes passed', -14.5, -60, true],
    ['the tracker complained and the clock was set back since', 300, -60, true],
  ])('is due when %s', (_, tried, throttled, expected) => {
    const at = (minutes: number | null) => (minutes === null ? null : minutesLater(minutes));

    expect(isReadingDue({ triedAt: at(tried), throttledAt: at(throttled) }, now)).toBe(expected);
  });
});

test.each([
  [null, 'unknown', 'unknown'],
  [Infinity, '∞', 'infinite'],
  [0, '0.00', 'known'],
  [0.99999, '0.99', 'known'],
  [1, '1.00', 'known'],
  [1.000001, '1.00', 'known'],
  [1.15, '1.15', 'known'],
  [1.199, '1.19', 'known'],
  [1.2, '1.20', 'known'],
  [26.7123, '26.71', 'known'],
  [1234.567, '1,234.56', 'known'],
])('the ratio %s is shown as %s and is %s', (ratio, text, state) => {
  expect(ratioText(ratio)).toBe(text);
  expect(ratioState(ratio)).toBe(state);
});

test.each([
  [0, 'just now'],
  [1, '1 minute ago'],
  [119.9, '119 minutes ago'],
  [120, '2 hours ago'],
  [47.9 * 60, '47 hours ago'],
  [48 * 60, '2 days ago'],
])('%s minutes are %s', (minutes, text) => {
  expect(agoText(minutes)).toBe(text);
});

test('a span is cut, not rounded: six days and 23 hours are not seven days', () => {
  expect(spanText((6 * 24 + 23) * 60)).toBe('6 days');
});

test('a time is shown in UTC and says so', () => {
  expect(utcText(new Date('2026-08-01T02:03:04+02:00'))).toBe('2026-08-01 00:03 UTC');
});

test('a reading that is too old says what follows', () => {
  expect(readingText({ readMinutesAgo: null, isFresh: false })).toBeUndefined();
  expect(readingText({ readMinutesAgo: 3, isFresh: true })).toBe('3 minutes ago');
  expect(readingText({ readMinutesAgo: 40, isFresh: false })).toBe(
    '40 minutes ago: too old, so it counts as unknown',
  );
});
