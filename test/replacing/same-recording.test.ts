import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from '../../src/replacing/same-recording.ts';

const hours = 3600;

test('the same reader and length within one per cent are the same recording', () => {
  const before = { narrators: ['Nora Voice'], durationSeconds: 10 * hours };

  expect(differences(before, { ...before, durationSeconds: 10.09 * hours })).toEqual([]);
  expect(differences(before, { ...before, narrators: ['N. Voice', 'Nora Voice'] })).toEqual([]);
  expect(differences(before, { ...before, narrators: [] })).toEqual([]);
});

test('another reader, another length and an unknown length are told', () => {
  const before = { narrators: ['Nora Voice'], durationSeconds: 10 * hours };

  expect(differences(before, { narrators: ['Olive Other'], durationSeconds: 9 * hours })).toEqual([
    'read by Olive Other instead of Nora Voice',
    '10.0 % shorter',
  ]);
  expect(differences(before, { ...before, durationSeconds: null })).toHaveLength(1);
  expect(differences({ ...before, durationSeconds: null }, before)).toHaveLength(1);
});

test('a length is the same as itself, and as no other beyond one per cent', () => {
  const length = fc.double({ min: 60, max: 500_000, noNaN: true });
  const of = (durationSeconds: number) => ({ narrators: [], durationSeconds });

  fc.assert(
    fc.property(length, fc.double({ min: 1.011, max: 3, noNaN: true }), (seconds, factor) => {
      expect(differences(of(seconds), of(seconds))).toEqual([]);
      expect(differences(of(seconds), of(seconds * factor))).toHaveLength(1);
    }),
  );
});
