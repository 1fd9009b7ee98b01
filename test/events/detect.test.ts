import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect as detectAt, type Sample } from '../../src/events/detect.ts';

const hourMs = 3_600_000;
const start = Date.parse('2026-06-01T00:00:00Z');

/** Hourly looks of some days in which the share is what `share` says, hour by hour. */
function looks(hours: number, share: (hour: number) => number | null): Sample[] {
  return Array.from({ length: hours }, (_, hour) => ({
    at: new Date(start + hour * hourMs),
    freePercent: share(hour),
    freeleechCount: null,
    isInEvent: false,
  }));
}

/** The verdict right after the last look. */
const detect = (samples: Sample[], wasActive: boolean) =>
  detectAt(samples, wasActive, new Date(Math.max(start, ...samples.map(({ at }) => at.getTime()))));

const days = (count: number) => count * 24;
/** Ten to fifteen percent, more in the evening. */
const usual = (hour: number) => 10 + (hour % 24 > 18 ? 5 : 0) + (hour % 3);

test('two looks in a row far above what is usual at their hours begin an event', () => {
  const one = looks(days(14) + 1, (hour) => (hour < days(14) ? usual(hour) : 95));
  const two = looks(days(14) + 2, (hour) => (hour < days(14) ? usual(hour) : 95));

  expect([detect(one, false).state, detect(two, false).state]).toEqual(['quiet', 'event']);
  expect(detect(two, false)).toMatchObject({ freePercent: 95, usualPercent: expect.any(Number) });
});

test('it lasts until two looks in a row are usual again', () => {
  const shape = (quiet: number) =>
    looks(days(14) + 3 + quiet, (hour) =>
      hour >= days(14) && hour < days(14) + 3 ? 95 : usual(hour),
    ).map((sample, hour) => ({ ...sample, isInEvent: hour >= days(14) && hour < days(14) + 3 }));

  expect([detect(shape(1), true).state, detect(shape(2), true).state]).toEqual(['event', 'quiet']);
});

test.each([
  ['nothing at all', []],
  ['two days', looks(days(2), usual)],
  ['a failed look', looks(days(14), (hour) => (hour === days(14) - 1 ? null : usual(hour)))],
])('%s is unknown, whether an event was known or not', (_what, samples) => {
  expect(detect(samples, false).state).toBe('unknown');
  expect(detect(samples, true).state).toBe('unknown');
});

test('looks that are hours apart are not two in a row', () => {
  const samples = looks(days(14) + 5, (hour) => (hour < days(14) ? usual(hour) : 95)).filter(
    (_, hour) => hour < days(14) || hour === days(14) + 4,
  );

  expect(detect(samples, false).state).toBe('unknown');
});

test('a weekend of free uploads is none as long as the freeleech list does not grow', () => {
  const samples = looks(days(14) + 2, (hour) => (hour < days(14) ? usual(hour) : 95)).map(
    (sample) => ({ ...sample, freeleechCount: 1071 }),
  );
  const grown = samples.map((sample, hour) => ({
    ...sample,
    freeleechCount: hour < days(14) ? 1071 : 9000,
  }));

  expect([detect(samples, false).state, detect(grown, false).state]).toEqual(['quiet', 'event']);
});

test('a month of freeleech does not become what is usual', () => {
  const samples = looks(days(40), (hour) => (hour < days(10) ? usual(hour) : 95)).map(
    (sample, hour) => ({ ...sample, isInEvent: hour >= days(10) }),
  );

  expect(detect(samples, true).state).not.toBe('quiet');
});

describe('whatever the noise', () => {
  const noise = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: days(14),
    maxLength: days(14),
  });

  test('usual days are no event, missing hours included', () => {
    fc.assert(
      fc.property(noise, fc.array(fc.nat(days(14) - 3), { maxLength: 60 }), (values, missing) => {
        const samples = looks(days(14), (hour) => usual(hour) + (values[hour] ?? 0)).filter(
          (_, hour) => !missing.includes(hour),
        );

        expect(detect(samples, false).state).not.toBe('event');
      }),
    );
  });

  test('the order of the looks does not matter', () => {
    fc.assert(
      fc.property(noise, fc.boolean(), (values, wasActive) => {
        const samples = looks(days(14), (hour) => usual(hour) + (values[hour] ?? 0));

        expect(detect(samples.toReversed(), wasActive)).toEqual(detect(samples, wasActive));
      }),
    );
  });
});
