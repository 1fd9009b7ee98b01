import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStalled, nextRung } from '../../src/downloads/stalled.ts';
import { readStalledMinutes } from '../../src/settings/stalled-minutes.ts';

const start = new Date('2026-06-15T12:00:00Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const usual = [15, 30, 120] as const;

test.each([
  [0, 14.9, null],
  [0, 15, 'reannounce'],
  [1, 29.9, null],
  [1, 30, 'restart'],
  [2, 119.9, null],
  [2, 120, 'ask'],
  [3, 1439, null],
  [3, 1440, 'propose'],
  [4, 100_000, null],
])('with %i steps done and nothing for %f minutes: %s', (rung, minutes, due) => {
  const rungAt = after([0, 15, 30, 120, 1440][rung] ?? 0);

  expect(nextRung({ since: start, rung, rungAt }, usual, after(minutes))).toBe(due);
});

test('after a time in which nobody looked the steps keep their distance', () => {
  const late = { since: start, rung: 1, rungAt: after(500) };

  expect(nextRung(late, usual, after(501))).toBeNull();
  expect(nextRung(late, usual, after(515))).toBe('restart');
});

test('the steps come in their order, each once, however often and late one looks', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 3000, noNaN: true })), (looks) => {
      let climb = { since: start, rung: 0, rungAt: start };
      const taken: string[] = [];
      for (const minutes of looks.sort((a, b) => a - b)) {
        const rung = nextRung(climb, usual, after(minutes));
        if (!rung) continue;
        taken.push(rung);
        climb = { ...climb, rung: climb.rung + 1, rungAt: after(minutes) };
      }
      expect(taken).toEqual(['reannounce', 'restart', 'ask', 'propose'].slice(0, taken.length));
    }),
  );
});

test('what seeds without anybody asking for it is not stalled', () => {
  expect(isStalled({ state: 'stalled-upload' })).toBe(false);
  expect(isStalled({ state: 'stalled-download' })).toBe(true);
  expect(isStalled({ state: 'metadata' })).toBe(true);
  expect(isStalled({ state: 'paused-download' })).toBe(false);
});

test.each(['15,30', '15,30,20', '0,1,2', 'a,b,c', '15,30,120,240', '', '1,2,Infinity'])(
  'STALLED_MINUTES cannot be "%s"',
  (text) => {
    expect(() => readStalledMinutes(text)).toThrow('is not three numbers of minutes that grow');
  },
);
