import fc from 'fast-check';
import { expect, test } from 'vitest';
import { removalOf } from '../../src/downloads/removal.ts';

const half = {
  state: 'downloading' as const,
  isComplete: false,
  progress: 0.5,
  completedAt: null,
  seedingSeconds: 0,
};
const ours = { progress: 0.5, dateCompleted: null };
const date = new Date('2026-06-15T12:00:00Z');

test.each([
  ['unfinished', {}, {}, 'remove'],
  ['stalled', { state: 'stalled-download' }, {}, 'remove'],
  ['with an error', { state: 'error' }, {}, 'remove'],
  ['complete', { isComplete: true, progress: 1, state: 'seeding' }, {}, 'keep'],
  ['complete and paused', { isComplete: true, progress: 1, state: 'paused-upload' }, {}, 'keep'],
  ['complete before, now checked again', { state: 'checking', completedAt: date }, {}, 'keep'],
  ['seeded before, its files are gone', { state: 'missing-files', seedingSeconds: 60 }, {}, 'keep'],
  ['complete when we last looked', {}, { progress: 1 }, 'keep'],
  ['imported once', {}, { dateCompleted: date }, 'keep'],
  ['checked for the first time', { state: 'checking', progress: 0 }, {}, 'later'],
  ['being moved', { state: 'moving' }, {}, 'later'],
  ['in a state nobody knows', { state: 'unknown' }, {}, 'later'],
] as const)('a torrent %s', (_name, torrent, download, expected) => {
  expect(removalOf({ ...half, ...torrent }, { ...ours, ...download })).toBe(expected);
});

test('whatever shows that it was complete once keeps it', () => {
  const torrent = fc.record({
    state: fc.constantFrom('downloading', 'checking', 'error', 'unknown', 'paused-download'),
    isComplete: fc.boolean(),
    progress: fc.constantFrom(0, 0.3, 1),
    completedAt: fc.option(fc.constant(date)),
    seedingSeconds: fc.constantFrom(0, 1, 259_200),
  });
  const download = fc.record({
    progress: fc.constantFrom(0, 1),
    dateCompleted: fc.option(fc.constant(date)),
  });

  fc.assert(
    fc.property(torrent, download, (now, before) => {
      fc.pre(
        now.isComplete ||
          now.progress === 1 ||
          now.completedAt !== null ||
          now.seedingSeconds > 0 ||
          before.progress === 1 ||
          before.dateCompleted !== null,
      );

      expect(removalOf(now, before)).toBe('keep');
    }),
  );
});
