import { expect, test } from 'vitest';
import { opensAt } from '../src/day-hours.ts';

const at = (time: string) => new Date(`2026-06-15T${time}:00Z`);

test.each([
  ['', '12:00', null],
  ['01:00-07:00', '01:00', null],
  ['01:00-07:00', '06:59', null],
  ['01:00-07:00', '07:00', '2026-06-16T01:00'],
  ['01:00-07:00', '00:59', '2026-06-15T01:00'],
  ['23:00-07:00', '23:30', null],
  ['23:00-07:00', '03:00', null],
  ['23:00-07:00', '12:00', '2026-06-15T23:00'],
  ['05:00-05:00', '12:00', null],
])('between %j at %s it opens at %s', (hours, time, expected) => {
  const opens = opensAt(hours, 'UTC', at(time));

  expect(opens?.toISOString().slice(0, 16) ?? null).toBe(expected);
});

test('the hours are those of the configured zone', () => {
  expect(opensAt('01:00-07:00', 'Europe/Berlin', at('00:30'))).toBeNull();
  expect(opensAt('01:00-07:00', 'Europe/Berlin', at('05:00'))).toEqual(
    new Date('2026-06-15T23:00:00Z'),
  );
});

test('an hour that the clock change leaves out opens the window all the same', () => {
  const night = new Date('2026-03-29T00:30:00Z');

  const opens = opensAt('02:30-07:00', 'Europe/Berlin', night);

  expect(opens && opens > night && opens <= new Date('2026-03-29T01:30:00Z')).toBe(true);
});
