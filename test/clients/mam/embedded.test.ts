import { describe, expect, test } from 'vitest';
import { readRow } from '../../../src/clients/mam/rows.ts';
import { rawRow } from './answers.ts';

/** Fields that are JSON inside a string, and the one field that holds two kinds of book ids. */
describe('names', () => {
  test.each<[string, unknown, string[]]>([
    [
      'in order of their ids',
      '{"90": "Tamsin Roe", "7": "Oswin Pell"}',
      ['Oswin Pell', 'Tamsin Roe'],
    ],
    ['encoded twice', JSON.stringify('{"7": "Oswin Pell"}'), ['Oswin Pell']],
    ['not encoded at all', { 7: 'Oswin Pell' }, ['Oswin Pell']],
    ['with entities', '{"7": "O&#039;Pell &amp; Sons"}', ["O'Pell & Sons"]],
    ['a number', '{"7": 1927}', ['1927']],
    ['none', '{}', []],
    ['broken by quotes', '{"7": "Oswin "Oz" Pell"}', []],
    ['plain text', 'Oswin Pell', []],
    ['something else inside', '{"7": {"name": "Oswin"}, "8": null, "9": " "}', []],
    ['nothing', null, []],
  ])('are read when %s', (_name, author_info, expected) => {
    expect(readRow(rawRow({ author_info }))?.authors).toEqual(expected);
  });
});

describe('series', () => {
  test.each<[string, unknown, { name: string; position: string | null }[]]>([
    [
      'with a position',
      '{"8": ["Tide", "01-16, 13.5"]}',
      [{ name: 'Tide', position: '01-16, 13.5' }],
    ],
    ['with a third element', '{"8": ["Tide", "1p2", 100]}', [{ name: 'Tide', position: '1p2' }]],
    ['with a number as position', '{"8": ["Tide", 1.5]}', [{ name: 'Tide', position: '1.5' }]],
    [
      'with an empty position',
      '{"8": ["Tide &amp; Time", ""]}',
      [{ name: 'Tide & Time', position: null }],
    ],
    ['without a position', '{"8": "Tide"}', [{ name: 'Tide', position: null }]],
    ['without a name', '{"8": [null, "1"], "9": []}', []],
    ['not at all when malformed', '{"8": ["Tide"', []],
  ])('are read %s', (_name, series_info, expected) => {
    expect(readRow(rawRow({ series_info }))?.series).toEqual(expected);
  });
});

describe('media info', () => {
  const nothing = {
    bitrateKbps: null,
    bitrateMode: null,
    durationSeconds: null,
    chapterCount: null,
    format: null,
  };

  test.each<[string, unknown, Partial<typeof nothing> | Record<string, unknown>]>([
    [
      'a variable bitrate',
      { Audio1: { BitRate: '63.5k', BitRate_Mode: 'VBR' } },
      { bitrateKbps: 63.5, bitrateMode: 'VBR' },
    ],
    ['a bitrate with its unit', { Audio1: { BitRate: '64 kb/s' } }, { bitrateKbps: 64 }],
    ['no bitrate without unit', { Audio1: { Format: 'AAC', BitRate: '64000' } }, { format: 'AAC' }],
    [
      'the container when the audio has no format',
      { General: { Format: 'Ogg' } },
      { format: 'Ogg' },
    ],
    ['more than a day', { General: { Duration: '101:00:01' } }, { durationSeconds: 363_601 }],
    ['no time in two parts', { General: { Format: 'Ogg', Duration: '45:12' } }, { format: 'Ogg' }],
    [
      'chapters by their times',
      { menu: { extra: { '00:00': 'One', '10:00': 'Two' } } },
      { chapterCount: 2 },
    ],
    [
      'no count from an empty menu',
      { General: { Format: 'Ogg' }, menu: { extra: [] } },
      { format: 'Ogg' },
    ],
  ])('gives %s', (_name, value, expected) => {
    const row = readRow(rawRow({ mediainfo: JSON.stringify(value) }));

    expect(row?.mediaInfo).toEqual({ ...nothing, ...expected });
  });

  test.each(['{}', '[]', '', '{"General":', '{"General": 1, "Audio1": [], "menu": "x"}', null])(
    'is unknown for %j',
    (mediainfo) => {
      expect(readRow(rawRow({ mediainfo }))?.mediaInfo).toBeNull();
    },
  );
});

test.each<[unknown, string | null, string | null]>([
  ['9791234567896', '9791234567896', null],
  [9791234567896, '9791234567896', null],
  ['ISBN: 979-1-2345-6789-6', '9791234567896', null],
  ['123456789x', '123456789X', null],
  ['ASIN:B0TEST1234', null, 'B0TEST1234'],
  ['b0test1234', null, 'B0TEST1234'],
  ['ASIN: 1234567890', null, '1234567890'],
  ['9791234567896, ASIN B0TEST1234', '9791234567896', 'B0TEST1234'],
  ['97912345678961', null, null],
  ['unknown', null, null],
  [undefined, null, null],
])('reads %j as ISBN %j and ASIN %j', (text, isbn, asin) => {
  expect(readRow(rawRow({ isbn: text }))).toMatchObject({ isbn, asin });
});
