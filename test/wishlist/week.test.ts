import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekOf } from '../../src/wishlist/week.ts';

test('a week is from Monday to Monday where the people are, also when the clocks change', () => {
  expect(weekOf(new Date('2026-03-25T12:00:00Z'), 'Europe/Berlin')).toEqual({
    startsAt: new Date('2026-03-22T23:00:00Z'),
    endsAt: new Date('2026-03-29T22:00:00Z'),
  });
});

test('every moment is in exactly one week', () => {
  const moments = fc.date({
    min: new Date('2025-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  });
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata');

  fc.assert(
    fc.property(moments, zones, (now, zone) => {
      const { startsAt, endsAt } = weekOf(now, zone);
      const next = weekOf(endsAt, zone);
      expect(startsAt <= now && now < endsAt).toBe(true);
      expect(next.startsAt).toEqual(endsAt);
    }),
  );
});
