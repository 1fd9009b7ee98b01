import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import type { Release } from '../../src/releases/facts.ts';
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
  ['a label', { description: 'Length: 10 hrs<br />Abridged: No<br />' }, false],
  ['a label that says yes', { description: '[b]Abridged:[/b] yes' }, true],
  ['a label of the edition', { description: 'Edition: Abridged' }, true],
  ['a line of the description', { description: 'A novel.<br>Unabridged, 10 hours' }, false],
])('knows by %s whether it is abridged', (_, changes, isAbridged) => {
  expect(releaseFromRow(buildRow(changes)).isAbridged).toBe(isAbridged);
});

test.each<[string, Partial<TrackerRow>, boolean]>([
  ['its narrator', { narrators: ['GraphicAudio'] }, true],
  ['a cast without names', { narrators: ['Full Cast'] }, true],
  ['a cast beside narrators', { narrators: ['Full Cast', 'Tom Reed'] }, false],
  ['its tags', { tags: 'full-cast dramatisation' }, true],
  ['its category', { categoryId: 130 }, true],
  ['its slogan', { description: 'GraphicAudio. A Movie in Your Mind.' }, true],
  ['its narrator with a form', { narrators: ['Graphic Audio LLC'] }, true],
  ['prose only', { description: 'later adapted into a radio drama' }, false],
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
  [{ fileCount: 40, tags: 'not split' }, { isSplit: true }],
  [{ tags: 'no chapters' }, { hasChapters: false }],
  [{ description: 'Chapters: 33' }, { chapterCount: 33, hasChapters: true }],
  [
    { fileTypes: [], tags: 'MP3, 64 kbps' },
    { fileTypes: ['mp3'], format: 'mp3' },
  ],
  [{ title: 'Salt: A Short History' }, { subtitle: 'A Short History', editions: [] }],
  [{ title: 'Salt: Ember, Book 3' }, { subtitle: null }],
  [{ title: 'Salt (Unabridged)' }, { subtitle: null }],
  [{ title: 'Salt (10th Anniversary Edition)' }, { editions: ['10th anniversary edition'] }],
  [{ title: 'Salt: The Complete & Uncut Edition' }, { editions: ['complete & uncut edition'] }],
  [{ title: 'Summary of Salt' }, { isCompanion: true }],
  [{ title: 'The Companion' }, { isCompanion: false }],
  [{ tags: 'watermarked' }, { isBranded: true }],
  [{ fileTypes: ['mp3', 'm4b'] }, { format: 'm4b' }],
  [{ fileTypes: ['ogg'] }, { format: 'other' }],
  [{ fileTypes: [] }, { format: null }],
  [{ language: null }, { language: null }],
  [{ language: null, description: 'Language: German' }, { language: 'de' }],
  [{ language: null, title: 'Salt (Spanish Edition)' }, { language: 'es' }],
  [{ language: '?', description: 'Language: German' }, { language: null }],
  [{ title: 'Salt 64k' }, { bitrateKbps: 64, bitrateSource: 'text' }],
  [{ title: '48 Hrs' }, { durationSeconds: null }],
  [
    { description: 'Salt Audio cassettes, 3 hours', sizeBytes: 173_000_000 },
    { durationSeconds: 10_800, bitrateKbps: 128 },
  ],
  [
    { description: 'Salt Audio cassettes, 3 hours', sizeBytes: 2_000_000_000 },
    { durationSeconds: null },
  ],
  [{ description: '24 hours. One bomb.' }, { durationSeconds: null }],
])('reads %j as %j', (changes, expected) => {
  expect(releaseFromRow(buildRow(changes))).toMatchObject(expected);
});

test.each<[string, Partial<TrackerRow>, Partial<Release>]>([
  ['the field', { tags: 'Narrated by Lucy Hill' }, { narrators: ['Tom Reed'] }],
  ['the tags', { narrators: [], tags: 'Read by Lucy Hill' }, { narrators: ['Lucy Hill'] }],
  [
    'the description',
    { narrators: [], description: 'Narrators: Lucy Hill &amp; Tom Reed<br>Length: 10 h' },
    { narrators: ['Lucy Hill', 'Tom Reed'] },
  ],
  [
    'the author who reads',
    { narrators: [], tags: 'read by the author' },
    { narrators: ['Anna Ward'] },
  ],
  ['nobody', { narrators: [], tags: 'read by chapter' }, { narrators: [] }],
  ['the title', { authors: [], title: 'Salt by Lucy Hill' }, { authors: ['Lucy Hill'] }],
  [
    'the title, for the series',
    { series: [], title: 'Salt (The Ember Saga, #3)' },
    { series: [{ name: 'The Ember Saga', position: '3' }] },
  ],
])('takes persons and series from %s', (_, changes, facts) => {
  expect(releaseFromRow(buildRow(changes))).toMatchObject(facts);
});

test('says where each fact is from', () => {
  const told = releaseFromRow(
    buildRow({
      title: 'Salt (Ember, #3)',
      narrators: [],
      series: [],
      language: null,
      isFlaggedAbridged: true,
      tags: 'full-cast, 64 kbps, chapterized',
      description: 'Narrated by Lucy Hill<br>Language: English<br>Length: 10 hrs 0 mins',
    }),
  );
  const measured = releaseFromRow(
    buildRow({ mediaInfo: mediaInfo({ bitrateKbps: 64, durationSeconds: hour, chapterCount: 9 }) }),
  );

  expect(told.sources).toEqual({
    authors: 'field',
    narrators: 'description',
    series: 'title',
    language: 'description',
    fileTypes: 'field',
    bitrate: 'tags',
    duration: 'description',
    chapters: 'tags',
    abridged: 'flag',
    dramatised: 'cast',
    split: 'files',
  });
  expect(measured.sources).toMatchObject({
    bitrate: 'mediainfo',
    duration: 'mediainfo',
    chapters: 'mediainfo',
    series: 'field',
    narrators: 'field',
  });
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
      const { bitrateKbps, bitrateSource, sources, narrators } = releaseFromRow(buildRow(row));

      expect(bitrateKbps === null).toBe(bitrateSource === null);
      expect(bitrateKbps === null).toBe(sources.bitrate === undefined);
      expect(narrators.length === 0).toBe(sources.narrators === undefined);
    }),
  );
});
