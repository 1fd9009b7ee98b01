import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextSlot, paceNow } from '../../src/events/pace.ts';

const now = new Date('2026-06-15T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const normal = paceNow(2, 1.2, false);

test.each([
  [2, false, 'normal'],
  [2, true, 'event'],
  [1.2, true, 'event'],
  [1.1999, true, 'cautious'],
  [1, false, 'cautious'],
  [null, true, 'cautious'],
  [Infinity, false, 'normal'],
] as const)('at ratio %s (event: %s) the pace is %s', (ratio, hasEvent, mode) => {
  expect(paceNow(ratio, 1.2, hasEvent).mode).toBe(mode);
});

test.each([
  ['nothing was added yet', [], 0, null],
  ['the last one is two minutes ago', [120], 0, null],
  ['the last one is too near', [119], 0, 'normal pace: 120 s apart'],
  ['two are on their way', [600], 2, 'normal pace: 2 at a time'],
  ['five were added in this hour', [200, 700, 1300, 1900, 3599], 0, 'normal pace: 5 in an hour'],
  ['the oldest of five is an hour old', [200, 700, 1300, 1900, 3600], 0, null],
])('%s', (_what, added, inFlight, reason) => {
  const slot = nextSlot(normal, added.map(ago), inFlight, now);

  expect(slot.reason).toBe(reason);
  expect(slot.at.getTime() === now.getTime()).toBe(reason === null);
});

test('however torrents come in, no hour, day or week gets more than its share', () => {
  fc.assert(
    fc.property(fc.constantFrom(0.5, 1.3), fc.boolean(), fc.nat(400), (ratio, hasEvent, wish) => {
      const pace = paceNow(ratio, 1.2, hasEvent);
      const added: Date[] = [];
      let clock = now;
      for (let count = 0; count < wish; count += 1) {
        const slot = nextSlot(pace, added, 0, clock);
        clock = slot.at;
        added.push(clock);
      }

      const times = added.map((date) => date.getTime());
      const within = (most: number, ms: number) =>
        times.every((time, index) => time - (times[index - most] ?? -Infinity) >= ms);
      expect(within(1, pace.spacingSeconds * 1000)).toBe(true);
      expect(within(pace.perHour, 3_600_000)).toBe(true);
      expect(within(pace.perDay, 86_400_000)).toBe(true);
      expect(within(pace.perWeek, 604_800_000)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
