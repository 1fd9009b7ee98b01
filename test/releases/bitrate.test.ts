import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitrateClass, bitrateFromSize, bitrateFromText } from '../../src/releases/bitrate.ts';
import { durationFromText } from '../../src/releases/duration.ts';

test.each([
  ['64kbps', 64],
  ['m4b, 126 Kbps, chapters', 126],
  ['128 kbit/s', 128],
  ['192kb/s', 192],
  ['192 kbs', 192],
  ['64kps', 64],
  ['Bit Rate: 123kbps', 123],
  ['~63kbps', 63],
  ['63K, chapterized', 63],
  ['MP3 - 64k UNB - 9 hrs', 64],
  ['UK edition (62K@22kHz)', 62],
  ['128K@44kHz', 128],
  ['125 Kbps, CBR, 44.1 KHz', 125],
  ['64 Kbps, 22.05 KHz', 64],
  ['320 kbps, 48000 bitrate', 320],
  ['mp3 128 kbps and m4b 64 kbps', 64],
  ['96.5 kbps', 96],
  ['128kpbs', 128],
  ['64-96 kbps, VBR', 64],
  ['128 kilobits', 128],
  ['128,000 bps', 128],
  ['Bitrate: 128', 128],
  ['Bitrate: 44.1 kHz', null],
  ['Bitrate: 44100', null],
  ['sample rate 48k', null],
  ['64 kbps, sample rate: 48k', 64],
  ['48k Hz', null],
  ['44.1 KHz', null],
  ['22kHz mono', null],
  ['44k', null],
  ['Warhammer 40K', null],
  ['100k words', null],
  ['1,411 kbps', null],
  ['2380 kbps', null],
  ['10 hrs and 64 mins', null],
  ['', null],
])('reads the bitrate of %j as %j', (text, kbps) => {
  expect(bitrateFromText(text)).toBe(kbps);
});

test.each([
  ['10 hours 30 minutes', 37_800],
  ['10 hrs and 4 mins', 36_240],
  ['27hr 55min', 100_500],
  ['27 hours, 55 minutes, 3 seconds', 100_500],
  ['28h40m', 103_200],
  ['16h 07m', 58_020],
  ['8:17:09', 29_829],
  ['10h30', 37_800],
  ['10 hours & 30 minutes', 37_800],
  ['10 Std. 30 Min.', 37_800],
  ['Duration: 10.5 hours', 37_800],
  ['Duration: 10 hours', 36_000],
  ['TrueDecrypt | 11 hrs | 2025', 39_600],
  ['631 minutes', 37_860],
  ['in the next 48 hours', null],
  ['released at 12:30', null],
  ['', null],
])('reads the length of %j as %j seconds', (text, seconds) => {
  expect(durationFromText(text)).toBe(seconds);
});

test.each([
  [360_000_000, 36_000, 80],
  [5_000_000_000, 36_000, null],
  [1_000_000, 36_000, null],
])('%d bytes in %d seconds are %j kbps', (sizeBytes, durationSeconds, kbps) => {
  expect(bitrateFromSize(sizeBytes, durationSeconds)).toBe(kbps);
});

test.each([
  [320, 'text', 'ideal'],
  [120, 'mediainfo', 'ideal'],
  [119, 'mediainfo', 'good'],
  [96, 'text', 'good'],
  [95, 'text', 'acceptable'],
  [64, 'text', 'acceptable'],
  [60, 'text', 'low'],
  [61, 'text', 'acceptable'],
  [63, 'mediainfo', 'acceptable'],
  [61, 'mediainfo', 'acceptable'],
  [60, 'mediainfo', 'low'],
  [60, 'size', 'acceptable'],
  [59, 'size', 'low'],
  [113, 'size', 'ideal'],
  [112, 'size', 'good'],
  [null, null, 'unknown'],
] as const)('%j kbps by %s are %s', (bitrateKbps, bitrateSource, expected) => {
  expect(bitrateClass({ bitrateKbps, bitrateSource })).toBe(expected);
});

test('any text has a plausible bitrate and length or none', () => {
  const pieces = fc.constantFrom(
    '64',
    '128',
    '9',
    'k',
    'kbps',
    ' ',
    'hz',
    '.',
    ',',
    'h',
    'min',
    ':',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join('')),
  );

  fc.assert(
    fc.property(texts, (text) => {
      const kbps = bitrateFromText(text);
      const seconds = durationFromText(text);

      expect(kbps === null || (kbps >= 16 && kbps <= 400)).toBe(true);
      expect(seconds === null || seconds > 0).toBe(true);
    }),
  );
});
