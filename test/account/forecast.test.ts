import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast, type PointsReading, pointsPerHour } from '../../src/account/forecast.ts';
import { minutesLater, now } from './readings.ts';

/** A reading every five minutes; each tells the points at its time. */
function readings(count: number, pointsAt: (minute: number) => number): PointsReading[] {
  return Array.from({ length: count }, (_, index) => {
    const at = minutesLater(index * 5);
    return { from: at, to: at, points: pointsAt(index * 5) };
  });
}

describe('points per hour', () => {
  test('are what steady seeding earns', () => {
    expect(pointsPerHour(readings(100, (minute) => 1000 + minute * 0.7))).toBeCloseTo(42);
  });

  test('do not suffer from a purchase', () => {
    const spent = (minute: number) => (minute >= 240 ? 5000 : 0);

    expect(
      pointsPerHour(readings(100, (minute) => 9000 + minute * 0.7 - spent(minute))),
    ).toBeCloseTo(42);
  });

  test('count the hours in which nothing came', () => {
    const steps = readings(133, (minute) => (minute < 360 ? 1000 : 1600));

    expect(pointsPerHour(steps)).toBeCloseTo(600 / 11);
  });

  test('are the same from rows that stand for many unchanged readings', () => {
    const each = readings(145, (minute) => Math.floor(minute / 60) * 42);
    const rows = each.reduce<PointsReading[]>((all, one) => {
      const last = all.at(-1);
      if (last?.points === one.points) last.to = one.to;
      else all.push({ ...one });
      return all;
    }, []);

    expect(rows).toHaveLength(13);
    expect(pointsPerHour(rows)).toBeCloseTo(pointsPerHour(each) ?? 0);
  });

  test.each<[string, PointsReading[]]>([
    ['nothing was read', []],
    ['one reading is all there is', readings(1, () => 100)],
    ['less than six hours were seen', readings(72, (minute) => minute)],
    ['the account was at the cap all the time', readings(300, () => 99_999)],
  ])('are unknown when %s', (_, rows) => {
    expect(pointsPerHour(rows)).toBeNull();
  });

  test('are known from six hours on', () => {
    expect(pointsPerHour(readings(73, (minute) => minute))).toBeCloseTo(60);
  });

  test('leave out a time without readings, in which points may have been spent', () => {
    const before = readings(100, (minute) => 10_000 + minute);
    const after = readings(100, (minute) => 10_200 + minute).map(({ points }, index) => {
      const at = minutesLater(3 * 1440 + index * 5);
      return { from: at, to: at, points };
    });

    expect(pointsPerHour([...before, ...after])).toBeCloseTo(60);
  });

  test('are never negative and lie within what was seen, whatever is spent', () => {
    const steps = fc.array(fc.integer({ min: -5000, max: 500 }), { minLength: 80, maxLength: 200 });

    fc.assert(
      fc.property(steps, (changes) => {
        let points = 40_000;
        const rows = changes.map((change, index) => {
          points = Math.max(0, points + change);
          const at = minutesLater(index * 5);
          return { from: at, to: at, points };
        });
        const rate = pointsPerHour(rows);
        expect(rate === null || (rate >= 0 && rate <= 500 * 12)).toBe(true);
      }),
    );
  });
});

describe('the forecast', () => {
  const policy = { renewWithinDays: 7, now };
  const vipUntil = minutesLater(17 * 1440);
  const account = { points: 10_000, pointsPerHour: 50, vipUntil };

  test('says when VIP is to be renewed, with how many points, and when the cap is reached', () => {
    expect(forecast(account, policy)).toEqual({
      renewalAt: minutesLater(10 * 1440),
      pointsAtRenewal: 22_000,
      capAt: minutesLater((89_999 / 50) * 60),
    });
  });

  test.each<[string, Partial<typeof account>, object]>([
    ['points at the cap', { points: 99_999 }, { capAt: now, pointsAtRenewal: 99_999 }],
    ['points above the cap', { points: 99_999.9 }, { capAt: now, pointsAtRenewal: 99_999 }],
    ['a rate of nothing', { pointsPerHour: 0 }, { capAt: null, pointsAtRenewal: 10_000 }],
    ['VIP at risk already', { vipUntil: minutesLater(1440) }, { pointsAtRenewal: 10_000 }],
    ['VIP that has ended', { vipUntil: minutesLater(-1440) }, { pointsAtRenewal: 10_000 }],
  ])('with %s', (_, changes, expected) => {
    expect(forecast({ ...account, ...changes }, policy)).toMatchObject(expected);
  });

  test.each<[string, Parameters<typeof forecast>[0], object]>([
    ['points', { ...account, points: null }, { capAt: null, pointsAtRenewal: null }],
    ['rate', { ...account, pointsPerHour: null }, { capAt: null, pointsAtRenewal: null }],
    ['end of VIP', { ...account, vipUntil: null }, { renewalAt: null, pointsAtRenewal: null }],
  ])('with an unknown %s leaves unknown what hangs on it', (_, unknown, expected) => {
    expect(forecast(unknown, policy)).toMatchObject(expected);
  });
});
