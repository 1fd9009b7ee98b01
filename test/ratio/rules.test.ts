import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectedRatio, roomBytes } from '../../src/account/guard.ts';
import { isLoneFall, nextLevel, type RatioLevel } from '../../src/ratio/rules.ts';

const limits = { ratioFloor: 1, ratioRecovered: 1.05, ratioWarn: 1.2 };

describe('the level', () => {
  test.each<[RatioLevel | null, number | null, RatioLevel | null]>([
    [null, 2, 'normal'],
    [null, 1.1, 'warning'],
    [null, 0.4, 'emergency'],
    ['normal', 1.2, 'normal'],
    ['normal', 1.19999, 'warning'],
    ['normal', 1.000001, 'warning'],
    ['normal', 1, 'emergency'],
    ['normal', 0.99999, 'emergency'],
    ['normal', 0, 'emergency'],
    ['warning', 1, 'emergency'],
    ['warning', 1.2, 'warning'],
    ['warning', 1.24999, 'warning'],
    ['warning', 1.26, 'normal'],
    ['emergency', 1.000001, 'emergency'],
    ['emergency', 1.04, 'emergency'],
    ['emergency', 1.04999, 'emergency'],
    ['emergency', 1.05, 'warning'],
    ['emergency', 1.2, 'normal'],
    ['normal', Infinity, 'normal'],
    ['emergency', Infinity, 'normal'],
    [null, null, null],
    ['normal', null, 'normal'],
    ['emergency', null, 'emergency'],
    ['emergency', Number.NaN, 'emergency'],
    ['normal', Number.NaN, 'normal'],
    ['normal', -1, 'normal'],
  ])('after %s with the ratio %s is %s', (level, ratio, expected) => {
    expect(nextLevel(level, ratio, limits)).toBe(expected);
  });

  test('does not flap at the floor when an emergency ends where it begins', () => {
    const same = { ...limits, ratioRecovered: 1 };

    expect(nextLevel('emergency', 1, same)).toBe('emergency');
    expect(nextLevel('emergency', 1.000001, same)).toBe('warning');
  });

  const anyLevel = fc.constantFrom<RatioLevel>('normal', 'warning', 'emergency');
  const anyRatio = fc.double({ min: 0, max: 3, noNaN: true });

  test('once reached is kept by the same ratio, so that nothing is told twice', () => {
    fc.assert(
      fc.property(anyLevel, anyRatio, (level, ratio) => {
        const next = nextLevel(level, ratio, limits);

        expect(nextLevel(next, ratio, limits)).toBe(next);
      }),
    );
  });

  test('is an emergency at or under the floor whatever it was', () => {
    fc.assert(
      fc.property(anyLevel, fc.double({ min: 0, max: 1, noNaN: true }), (level, ratio) => {
        expect(nextLevel(level, ratio, limits)).toBe('emergency');
      }),
    );
  });

  test('is no emergency from the recovered ratio on, whatever it was', () => {
    fc.assert(
      fc.property(anyLevel, fc.double({ min: 1.05, noNaN: true }), (level, ratio) => {
        expect(nextLevel(level, ratio, limits)).not.toBe('emergency');
      }),
    );
  });
});

test.each([
  [0.2, 1.8, true],
  [1, 1.2, true],
  [0.2, Infinity, true],
  [0.99, 1.19, false],
  [0.99, null, false],
  [1.01, 1.8, false],
  [null, 1.8, false],
])('a ratio of %s after %s is a lone fall: %s', (ratio, before, expected) => {
  expect(isLoneFall(ratio, before, limits)).toBe(expected);
});

test('what the room says may be downloaded takes the ratio exactly to the floor', () => {
  const bytes = fc.integer({ min: 1e9, max: 1e12 });
  fc.assert(
    fc.property(
      bytes,
      bytes,
      bytes,
      fc.constantFrom(1, 1.05, 1.2, 2),
      (up, down, pending, floor) => {
        const room = roomBytes({ uploadedBytes: up, downloadedBytes: down }, pending, floor);
        const after = projectedRatio({ uploadedBytes: up, downloadedBytes: down }, room + pending);

        expect(after).toBeCloseTo(floor, 6);
      },
    ),
  );
});

test('100 GB up and 40 down leave room for 10 before the ratio 2, with nothing on its way', () => {
  expect(roomBytes({ uploadedBytes: 100, downloadedBytes: 40 }, 0, 2)).toBe(10);
  expect(roomBytes({ uploadedBytes: 100, downloadedBytes: 40 }, 25, 2)).toBe(-15);
});
