import { expect, test } from 'vitest';
import { compareNarrators, type Recording, sameRecording } from '../../src/library/recording.ts';

const tom: Recording = { narrators: ['Tom Reed'], durationSeconds: 36_000 };

test.each<[string, Recording, Recording, 'same' | 'other' | 'unknown']>([
  ['one ASIN', { asin: 'B0EXAMPLE1' }, { asin: 'b0example1' }, 'same'],
  ['one narrator, some seconds apart', tom, { ...tom, durationSeconds: 36_040 }, 'same'],
  ['two ASINs, of two countries', { ...tom, asin: 'B0A' }, { ...tom, asin: 'B0B' }, 'same'],
  ['two spellings of the narrator', tom, { ...tom, narrators: ['Reed, Tom'] }, 'same'],
  ['one more narrator', tom, { ...tom, narrators: ['Tom Reed', 'Lucy Hill'] }, 'same'],
  ['another narrator of the same length', tom, { ...tom, narrators: ['Lucy Hill'] }, 'other'],
  ['one narrator, an hour and more apart', tom, { ...tom, durationSeconds: 41_000 }, 'other'],
  ['abridged and not', { ...tom, isAbridged: true }, { ...tom, isAbridged: false }, 'other'],
  ['a play and a reading', { ...tom, isDramatised: true }, tom, 'other'],
  ['one narrator, some minutes apart', tom, { ...tom, durationSeconds: 37_200 }, 'unknown'],
  ['one narrator, one length unknown', tom, { ...tom, durationSeconds: null }, 'unknown'],
  ['one length, narrator unknown', tom, { durationSeconds: 36_000 }, 'unknown'],
  ['one length, a cast without names', tom, { ...tom, narrators: ['Full Cast'] }, 'unknown'],
  ['abridged perhaps', { ...tom, isAbridged: null }, { ...tom, isAbridged: true }, 'same'],
])('%s', (_, a, b, relation) => {
  expect(sameRecording(a, b).relation).toBe(relation);
  expect(sameRecording(b, a)).toEqual(sameRecording(a, b));
});

test.each<[string[], string[], string]>([
  [['Jonathan McClain'], ['Johnathan McClain'], 'same'],
  [['Tom Reed', 'Full Cast'], ['Tom Reed'], 'same'],
  [['Tom Reed', 'Lucy Hill'], ['Tom Reed', 'Brian Moor'], 'unknown'],
  [['Tom Reed'], ['Brian Moor'], 'other'],
  [[], ['Tom Reed'], 'unknown'],
])('the narrators %j and %j are %s', (a, b, relation) => {
  expect(compareNarrators(a, b)).toBe(relation);
});
