import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { buildRow } from './builders.ts';

const hour = 3600;

function mediaInfo(changes: Partial<NonNullable<TrackerRow['mediaInfo']>>) {
  const nothing = { bitrateKbps: null, bitrateMode: null, durationSeconds: null };
  return { ...nothing, chapterCount: null, format: null, ...changes };
}

test('carries over what the row says', () => {
  const release = releaseFromRow(buildRow({ id: 77, asin: 'B0EXAMPLE1', isFree: true }));

  expect(release).toMatchObject({
    trackerId: '77',
    source: 'mam',
    title: 'The Salt Road',
    language: 'en',
    format: 'm4b',
    asin: 'B0EXAMPLE1',
    seeders: 12,
    cost: { isFree: true, isVip: false, vipExpiresAt: null, isPersonalFreeleech: false },
  });
});

test.each<[string, Partial<TrackerRow>, number | null, string | null]>([
  [
    'what was measured',
    { mediaInfo: mediaInfo({ bitrateKbps: 126 }), tags: '64 kbps' },
    126,
    'mediainfo',
  ],
  ['the tags', { tags: 'm4b, 64 kbps, 44.1 KHz', description: '128 kbps' }, 64, 'text'],
  ['the description', { description: '<b>Bitrate:</b> 96 kbps' }, 96, 'text'],
  [
    'size and measured length',
    { mediaInfo: mediaInfo({ durationSeconds: 10 * hour }) },
    89,
    'size',
  ],
  ['size and written length', { tags: 'Length: 10 hrs 0 mins' }, 89, 'size'],
  ['nothing, without length', {}, null, null],
  ['nothing, without size', { sizeBytes: null, tags: '10 hrs 0 mins' }, null, null],
  ['nothing, with two formats', { fileTypes: ['m4b', 'mp3'], tags: '10 hrs 0 mins' }, null, null],
])('takes the bitrate from %s', (_, changes, bitrateKbps, bitrateSource) => {
  expect(releaseFromRow(buildRow(changes))).toMatchObject({ bitrateKbps, bitrateSource });
});

test('does not believe that the first file of many is the whole book', () => {
  const info = mediaInfo({ bitrateKbps: 64, durationSeconds: hour });

  const release = releaseFromRow(buildRow({ fileCount: 40, fileTypes: ['mp3'], mediaInfo: info }));

  expect(release).toMatchObject({ bitrateKbps: 64, durationSeconds: null });
});

test('believes a length that fits the size, whatever files lie beside the audio', () => {
  const info = mediaInfo({ bitrateKbps: 88, durationSeconds: 10 * hour });

  expect(releaseFromRow(buildRow({ fileCount: 3, mediaInfo: info })).durationSeconds).toBe(36_000);
});

test.each<[string, Partial<TrackerRow>, boolean | null]>([
  ['the flag', { isFlaggedAbridged: true, tags: 'unabridged' }, true],
  ['the word', { tags: 'Abridged, 64 kbps' }, true],
  ['the title', { title: 'The Salt Road (Unabridged)' }, false],
  ['no word', {}, null],
  ['prose only', { description: 'an abridged history of salt' }, null],
])('knows by %s whether it is abridged', (_, changes, isAbridged) => {
  expect(releaseFromRow(buildRow(changes)).isAbridged).toBe(isAbridged);
});

test.each<[string, Partial<TrackerRow>, boolean]>([
  ['its narrator', { narrators: ['GraphicAudio'] }, true],
  ['a cast without names', { narrators: ['Full Cast'] }, true],
  ['a cast beside narrators', { narrators: ['Full Cast', 'Tom Reed'] }, false],
  ['its tags', { tags: 'full-cast dramatisation' }, true],
  ['its category', { categoryId: 130 }, true],
  ['nothing', {}, false],
])('knows a dramatised adaptation by %s', (_, changes, isDramatised) => {
  expect(releaseFromRow(buildRow(changes)).isDramatised).toBe(isDramatised);
});

test.each<[string, Partial<TrackerRow>, boolean]>([
  ['its title', { title: 'Ember: The Complete Series' }, true],
  ['its place', { series: [{ name: 'Ember', position: '1-3' }] }, true],
  [
    'one of its places',
    {
      series: [
        { name: 'Glow', position: '1' },
        { name: 'Ember', position: '1, 2' },
      ],
    },
    true,
  ],
  ['nothing', { tags: 'short story collection' }, false],
])('knows several books in one by %s', (_, changes, isOmnibus) => {
  expect(releaseFromRow(buildRow(changes)).isOmnibus).toBe(isOmnibus);
});

test.each<[Partial<TrackerRow>, Partial<ReturnType<typeof releaseFromRow>>]>([
  [{ fileCount: 3 }, { isSplit: false, hasChapters: null }],
  [{ fileCount: 40 }, { isSplit: true, hasChapters: true }],
  [{ fileCount: null }, { isSplit: null, hasChapters: null }],
  [{ fileCount: 40, tags: '[Single File]' }, { isSplit: false }],
  [{ fileCount: null, tags: 'mp3 by chapter' }, { isSplit: true }],
  [{ tags: 'm4b, chapterized' }, { isSplit: false, hasChapters: true }],
  [{ mediaInfo: mediaInfo({ chapterCount: 33 }) }, { chapterCount: 33, hasChapters: true }],
  [{ tags: 'watermarked' }, { isBranded: true }],
  [{ fileTypes: ['mp3', 'm4b'] }, { format: 'm4b' }],
  [{ fileTypes: ['ogg'] }, { format: 'other' }],
  [{ fileTypes: [] }, { format: null }],
  [{ language: null }, { language: null }],
])('reads %j as %j', (changes, expected) => {
  expect(releaseFromRow(buildRow(changes))).toMatchObject(expected);
});

test('any row becomes a release', () => {
  const rows = fc.record({
    title: fc.string(),
    tags: fc.string(),
    description: fc.option(fc.string()),
    narrators: fc.array(fc.string()),
    language: fc.option(fc.string()),
    sizeBytes: fc.option(fc.nat()),
    fileCount: fc.option(fc.nat()),
    fileTypes: fc.array(fc.string()),
    series: fc.array(fc.record({ name: fc.string(), position: fc.option(fc.string()) })),
  });

  fc.assert(
    fc.property(rows, (row) => {
      const { bitrateKbps, bitrateSource } = releaseFromRow(buildRow(row));

      expect(bitrateKbps === null).toBe(bitrateSource === null);
    }),
  );
});
