import { expect, test } from 'vitest';
import { afterFailure, answering, mayAsk, type Standing } from '../../src/metadata/rest.ts';

const now = new Date('2026-11-02T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const resting = (rests: number, until: Date): Standing => ({
  failures: 5,
  rests,
  restUntil: until,
});
const plain = { isProbe: false, retryAt: undefined };
const probe = { isProbe: true, retryAt: undefined };

test.each([
  [1, null],
  [4, null],
  [5, 5],
])('after %i failures in a row the rest is %s minutes long', (failures, minutes) => {
  let standing = answering;
  for (let count = 0; count < failures; count += 1) standing = afterFailure(standing, plain, now);

  expect(standing.failures).toBe(failures);
  expect(standing.restUntil).toEqual(minutes === null ? null : later(minutes));
});

test.each([
  [1, 10],
  [2, 20],
  [3, 40],
  [6, 320],
  [7, 360],
  [50, 360],
])('a failed probe after %i rests makes the next one %i minutes long', (rests, minutes) => {
  const next = afterFailure(resting(rests, now), probe, now);

  expect(next).toMatchObject({ rests: rests + 1, restUntil: later(minutes) });
});

test.each([
  ['the first failure', answering, 3, 3],
  ['a failed probe', resting(3, now), 1, 1],
  ['more than a day', answering, 5000, 1440],
])('who says when to come back is left alone until then: %s', (_, before, asked, minutes) => {
  const next = afterFailure(before, { isProbe: true, retryAt: later(asked) }, now);

  expect(next.restUntil).toEqual(later(minutes));
});

test('a moment that is over is no moment to come back', () => {
  const next = afterFailure(answering, { isProbe: false, retryAt: later(-1) }, now);

  expect(next).toEqual({ failures: 1, rests: 0, restUntil: null });
});

test('what was on its way when the rest began does not make it longer', () => {
  const before = resting(1, later(5));

  expect(afterFailure(before, plain, later(1))).toEqual(before);
});

test.each([
  [answering, 'ask'],
  [resting(1, later(1)), 'rest'],
  [resting(1, now), 'probe'],
  [resting(9, later(-60)), 'probe'],
] as const)('%o: %s', (standing, verdict) => {
  expect(mayAsk(standing, now)).toBe(verdict);
});
