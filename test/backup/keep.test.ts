import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKeep, whichToKeep } from '../../src/backup/keep.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-01-01T04:30:00Z');
const days = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(start + day * dayMs));
const shown = (times: readonly Date[]) => times.map((time) => time.toISOString().slice(0, 10));

test('after a year of days there are the last 7 days, 4 weeks and 6 months', () => {
  const kept = whichToKeep(days(365), readKeep('7d 4w 6m'));

  expect(shown(kept)).toEqual([
    '2026-12-31',
    '2026-12-30',
    '2026-12-29',
    '2026-12-28',
    '2026-12-27',
    '2026-12-26',
    '2026-12-25',
    '2026-12-20',
    '2026-12-13',
    '2026-11-30',
    '2026-10-31',
    '2026-09-30',
    '2026-08-31',
    '2026-07-31',
  ]);
});

test('the newest of a day stays, however many there are', () => {
  const hours = [1, 9, 23].map((hour) => new Date(start + hour * 3_600_000 - 4.5 * 3_600_000));

  expect(whichToKeep(hours, readKeep('3d 0w 0m'))).toEqual([hours[2]]);
});

test('the newest backup always stays, and a pause takes none away', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });
  const keep = fc.record({
    daily: fc.integer({ min: 1, max: 9 }),
    weekly: fc.integer({ min: 0, max: 9 }),
    monthly: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(times, keep, (offsets, rule) => {
      const all = offsets.map((day) => new Date(start + day * dayMs));
      const kept = whichToKeep(all, rule);

      expect(kept[0]?.getTime()).toBe(Math.max(...all.map((time) => time.getTime())));
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(all.length, rule.daily));
      expect(kept.length).toBeLessThanOrEqual(rule.daily + rule.weekly + rule.monthly);
      expect(whichToKeep(kept, rule)).toEqual(kept);
    }),
  );
});

test.each(['', '7', '7d 4w', '7d,4w,6m', '-1d 4w 6m', '0d 4w 6m'])('"%s" is refused', (text) => {
  expect(() => readKeep(text)).toThrow(/^must /);
});
