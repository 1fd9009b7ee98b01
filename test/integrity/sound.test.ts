import { expect, test } from 'vitest';
import { clock, decodingFault, flawOf } from '../../src/integrity/sound.ts';

const whole = {
  kind: 'done',
  decodedSeconds: 3600,
  headerSeconds: 3600,
  errorCount: 0,
  firstError: null,
  isLocked: false,
  isDecoded: true,
} as const;

test.each<[string, Partial<typeof whole | Record<string, unknown>>]>([
  ['as long as its header', {}],
  ['one percent shorter than its header', { decodedSeconds: 3564 }],
  ['longer than its header', { decodedSeconds: 4000 }],
  ['without a length in its header', { headerSeconds: null }],
  ['short, by what an encoder adds', { decodedSeconds: 3, headerSeconds: 3.2 }],
])('sound is fine %s', (_name, fields) => {
  expect(decodingFault('01.mp3', { ...whole, ...fields })).toBeNull();
});

test.each<[string, Record<string, unknown>, string, string]>([
  [
    'more errors than one in half an hour',
    { errorCount: 3, firstError: 'Header missing' },
    'damaged',
    'is damaged: 3 errors, the first is "Header missing"',
  ],
  [
    'a program that gives up without a word',
    { isDecoded: false },
    'damaged',
    'is damaged: 0 errors, the first is "no reason given"',
  ],
  [
    'no sound at all',
    { decodedSeconds: 0, errorCount: 1, firstError: 'Invalid data' },
    'damaged',
    'does not play: Invalid data',
  ],
  [
    'less than the header promises',
    { decodedSeconds: 2500 },
    'cut-short',
    'ends after 0:41:40, its header promises 1:00:00',
  ],
  [
    'encrypted sound',
    { isLocked: true, errorCount: 900 },
    'disguised',
    'the audio is locked by its seller',
  ],
  [
    'a disk that cannot be read',
    { errorCount: 1, firstError: 'file:a.mp3: Input/output error' },
    'unreadable',
    'cannot be read: file:a.mp3: Input/output error',
  ],
])('%s is a fault', (_name, fields, kind, detail) => {
  const fault = decodingFault('01.mp3', { ...whole, ...fields });

  expect(fault).toEqual({ kind, path: '01.mp3', detail });
});

test.each([
  [60, 1, null],
  [60, 2, 'damaged'],
  [36_000, 20, null],
  [36_000, 21, 'damaged'],
])('of %i seconds %i errors are a fault: %s', (decodedSeconds, errorCount, kind) => {
  const decoding = { ...whole, decodedSeconds, headerSeconds: decodedSeconds, errorCount };

  expect(decodingFault('01.mp3', decoding)?.kind ?? null).toBe(kind);
  expect(flawOf('01.mp3', decoding)).toMatch(/^01\.mp3 plays with \d+ errors?, the first is/);
});

test('sound without an error has no flaw', () => {
  expect(flawOf('01.mp3', whole)).toBeNull();
});

test('a length is written as a clock shows it', () => {
  expect([0, 59.6, 39_849].map(clock)).toEqual(['0:00:00', '0:01:00', '11:04:09']);
});
