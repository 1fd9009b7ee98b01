import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLength } from '../../src/downloads/judge-length.ts';

const hour = 3600;
const catalogue = { durationSeconds: 10 * hour, narrators: ['Nora Voice'], isAbridged: false };

test.each([
  [10 * hour, 'ok', 'as long as the catalogue says'],
  [9.91 * hour, 'ok', 'as long as the catalogue says'],
  [
    5 * hour,
    'wrong',
    'half as long as the catalogue says: abridged, a part of it, or another book (5 h 0 min instead of 10 h 0 min)',
  ],
  [
    3 * hour,
    'wrong',
    '30 % as long as the catalogue says: abridged, a part of it, or another book (3 h 0 min instead of 10 h 0 min)',
  ],
  [
    25 * hour,
    'wrong',
    '2.5 times as long as the catalogue says: more than this book, or another one (25 h 0 min instead of 10 h 0 min)',
  ],
  [
    9.7 * hour,
    'wrong',
    '3.0 % shorter than the catalogue says: another recording (9 h 42 min instead of 10 h 0 min)',
  ],
])('%d seconds of ten hours are %s: %s', (seconds, length, text) => {
  expect(judgeLength(seconds, catalogue, { narrators: ['Nora Voice'] })).toEqual({ length, text });
});

test('without a length in the catalogue nothing is compared', () => {
  const unknown = { ...catalogue, durationSeconds: null };

  expect(judgeLength(hour, unknown, {})).toEqual({
    length: 'unknown',
    text: 'the catalogue says no length',
  });
});

test('the catalogue counts whole minutes', () => {
  expect(judgeLength(150, { durationSeconds: 180 }, {}).length).toBe('ok');
  expect(judgeLength(90, { durationSeconds: 180 }, {}).length).toBe('wrong');
});

test.each([
  ['another reader', 9 * hour, { narrators: ['Otto Other'] }, 'other-recording'],
  ['another reader, but half of it', 5 * hour, { narrators: ['Otto Other'] }, 'wrong'],
  [
    'an abridged one that says so',
    5 * hour,
    { narrators: ['Nora Voice'], isAbridged: true },
    'other-recording',
  ],
  [
    'a dramatised one that says so',
    4 * hour,
    { narrators: [], isDramatised: true },
    'other-recording',
  ],
  ['a release that names no reader', 9 * hour, { narrators: [] }, 'wrong'],
])('%s: %d seconds are judged as they may be', (_name, seconds, got, length) => {
  expect(judgeLength(seconds, catalogue, got).length).toBe(length);
});

test('within one percent it is right, beyond it never, whatever the book', () => {
  const seconds = fc.integer({ min: 2 * hour, max: 100 * hour });
  const share = fc.double({ min: 0.01, max: 3, noNaN: true });

  fc.assert(
    fc.property(seconds, share, (durationSeconds, part) => {
      const { length } = judgeLength(durationSeconds * part, { durationSeconds }, {});
      expect(length).toBe(Math.abs(part - 1) <= 0.01 ? 'ok' : 'wrong');
    }),
  );
});
