import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Duty,
  latestStart,
  mayStop,
  owedHours,
  siteSeedHours,
  troubleOf,
} from '../../src/seeding/duty.ts';

const now = new Date('2026-06-15T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

function duty(changes: Partial<Duty> = {}): Duty {
  return {
    state: 'stalled-upload',
    wasComplete: true,
    seededHours: 20,
    completedAt: daysAgo(7),
    addedAt: daysAgo(8),
    goneAt: null,
    isOfTracker: true,
    unregisteredAt: null,
    ...changes,
  };
}

test.each<[string, Partial<Duty>, number, number]>([
  ['the setting is what is owed', {}, 108, 88],
  ['never less than the tracker wants', {}, 24, 52],
  ['nothing after the hours', { seededHours: 108 }, 108, 0],
  ['nothing for what was never complete', { wasComplete: false }, 108, 0],
  ['nothing to other trackers', { isOfTracker: false }, 108, 0],
  ['what nobody has looked at is owed', { isOfTracker: null }, 108, 88],
  ['nothing for what the tracker took off', { unregisteredAt: now }, 108, 0],
])('%s', (_, changes, seedHours, owed) => {
  expect(owedHours(duty(changes), seedHours)).toBe(owed);
});

test('the latest start leaves the owed hours before the thirty days are over', () => {
  expect(latestStart(duty(), 108)).toEqual(new Date(daysAgo(-23).getTime() - 88 * 3_600_000));
  expect(latestStart(duty({ completedAt: null, addedAt: null }), 108)).toBeNull();
});

test.each<[Partial<Duty>, string | null]>([
  [{ state: 'paused-upload' }, 'stopped'],
  [{ state: 'missing-files' }, 'files-gone'],
  [{ state: 'error' }, 'error'],
  [{ goneAt: now }, 'gone'],
  [{ state: 'stalled-upload' }, null],
  [{ state: 'seeding' }, null],
  [{ state: 'unknown' }, null],
  [{ state: 'paused-upload', completedAt: daysAgo(31) }, null],
  [{ state: 'paused-upload', completedAt: null, addedAt: null }, 'stopped'],
])('%o is the trouble %s', (changes, trouble) => {
  expect(troubleOf(duty(changes), 108, now)).toBe(trouble);
});

test('nothing under 72 hours may be stopped, whatever the setting', () => {
  const hours = fc.double({ min: 0, max: siteSeedHours - 0.001, noNaN: true });
  const setting = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(hours, setting, fc.boolean(), (seededHours, seedHours, wasComplete) => {
      expect(mayStop({ seededHours, wasComplete }, seedHours)).toBe(false);
    }),
  );
  expect(mayStop({ seededHours: 107, wasComplete: true }, 108)).toBe(false);
  expect(mayStop({ seededHours: 108, wasComplete: true }, 108)).toBe(true);
  expect(mayStop({ seededHours: 500, wasComplete: false }, 108)).toBe(false);
});
