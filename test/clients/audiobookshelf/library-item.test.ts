import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLibraryItem } from '../../../src/clients/audiobookshelf/library-item.ts';
import { audioFile, expandedRow, type Row, shortRow, withFiles } from './rows.ts';

test('an expanded row becomes a library item with figures from its audio files', () => {
  const item = parseLibraryItem(expandedRow(7));

  expect(item).toEqual({
    id: 'item-7',
    libraryId: 'lib-1',
    folderId: 'folder-1',
    path: '/shelf/Ines Okoro/Lantern Coast/7 - Harbour 7',
    relPath: 'Ines Okoro/Lantern Coast/7 - Harbour 7',
    isFile: false,
    isMissing: false,
    addedAt: new Date('2031-01-01T07:00:00.000Z'),
    updatedAt: new Date('2031-01-01T07:00:00.001Z'),
    title: 'Harbour 7',
    subtitle: null,
    authors: ['Ines Okoro'],
    narrators: ['Bram Castell'],
    series: [{ name: 'Lantern Coast', sequence: '7' }],
    genres: ['Mystery'],
    publishedYear: 2029,
    publisher: 'Cinder Press',
    description: '<p>Fog.</p>',
    isbn: null,
    asin: 'B0TEST0001',
    language: 'English',
    isAbridged: false,
    isExplicit: false,
    durationSeconds: 400,
    sizeBytes: 5_650_000,
    bitrateKbps: 112,
    codec: 'mp3',
    format: 'mp3',
    audioFileCount: 2,
    chapterCount: 1,
    hasCover: null,
    audioFiles: [
      {
        path: '/shelf/Ines Okoro/Lantern Coast/7 - Harbour 7/01.mp3',
        sizeBytes: 800_000,
        durationSeconds: 100,
      },
      {
        path: '/shelf/Ines Okoro/Lantern Coast/7 - Harbour 7/02.mp3',
        sizeBytes: 4_800_000,
        durationSeconds: 300,
      },
    ],
    inode: '90007',
  });
});

test('a short row tells people and series from its texts, and no files', () => {
  const item = parseLibraryItem(shortRow(3));

  expect(item).toMatchObject({
    authors: ['Ines Okoro', 'Joost Vega'],
    narrators: ['Bram Castell'],
    series: [
      { name: 'Lantern Coast', sequence: '3' },
      { name: 'Night Mail', sequence: '0.5' },
    ],
    audioFileCount: 2,
    chapterCount: 1,
    audioFiles: [],
    durationSeconds: 400,
    bitrateKbps: null,
    codec: null,
    format: null,
  });
});

test.each<[string, unknown, { name: string; sequence: string | null }[]]>([
  ['null', null, []],
  ['an empty list', [], []],
  ['a text sequence', [{ name: 'Ash', sequence: '3.5' }], [{ name: 'Ash', sequence: '3.5' }]],
  ['a number sequence', [{ name: 'Ash', sequence: 2 }], [{ name: 'Ash', sequence: '2' }]],
  ['a range', [{ name: 'Ash', sequence: '1-2' }], [{ name: 'Ash', sequence: '1-2' }]],
  ['a blank sequence', [{ name: 'Ash', sequence: ' ' }], [{ name: 'Ash', sequence: null }]],
  ['no sequence', [{ name: 'Ash' }], [{ name: 'Ash', sequence: null }]],
  ['a nameless entry', [{ name: '', sequence: '1' }, 4, null], []],
  [
    'texts',
    ['Ash #3', 'Elm'],
    [
      { name: 'Ash', sequence: '3' },
      { name: 'Elm', sequence: null },
    ],
  ],
  ['one object', { id: 's', name: 'Ash', sequence: '1' }, [{ name: 'Ash', sequence: '1' }]],
  ['one text', 'Ash #3', [{ name: 'Ash', sequence: '3' }]],
  ['a comma in a name', 'Ash, Elm and Oak #2', [{ name: 'Ash, Elm and Oak', sequence: '2' }]],
  ['a # in a name', 'Agent #9 Files', [{ name: 'Agent #9 Files', sequence: null }]],
])('series given as %s are read', (_form, series, expected) => {
  const item = parseLibraryItem(expandedRow(1, {}, { series }));

  expect(item?.series).toEqual(expected);
});

test.each(['id', 'libraryId', 'path', 'relPath', 'isFile', 'isMissing', 'addedAt'])(
  'a row without %s is not read',
  (field) => {
    expect(parseLibraryItem(expandedRow(1, { [field]: undefined }))).toBeNull();
  },
);

test('a row that tells no number of audio files, as of a podcast, is not read', () => {
  const media = { metadata: { title: 'Weekly Fog' }, episodes: [] };

  expect(parseLibraryItem(expandedRow(1, { media }))).toBeNull();
});

test('unreadable decoration becomes unknown and keeps the row', () => {
  const metadata = { title: null, authors: 5, genres: 'x', publishedYear: 'soon', language: 7 };

  const item = parseLibraryItem(
    expandedRow(1, { size: 'big', ino: 9001, folderId: null }, metadata),
  );

  expect(item).toMatchObject({
    title: '',
    authors: [],
    genres: [],
    publishedYear: null,
    language: null,
    sizeBytes: 5_600_000,
    inode: '9001',
    folderId: null,
  });
});

test.each<[string, Row[], Row]>([
  [
    'a file of unknown bitrate',
    [
      audioFile('/a/1.mp3', { duration: 9, bitRate: 64_000 }),
      audioFile('/a/2.mp3', { duration: 9 }),
    ],
    { bitrateKbps: null, durationSeconds: 18, format: 'mp3' },
  ],
  [
    'files of two kinds',
    [
      audioFile('/a/1.mp3', { duration: 1, bitRate: 64_000 }),
      audioFile('/a/2.M4B', { duration: 1, bitRate: 64_000, codec: 'aac' }),
    ],
    { bitrateKbps: 64, codec: null, format: null },
  ],
  [
    'an unreadable file row',
    [audioFile('/a/1.m4b', { duration: 9, bitRate: 64_000 }), { metadata: null }],
    { bitrateKbps: null, durationSeconds: null, format: 'm4b', audioFileCount: 2 },
  ],
  ['no files', [], { bitrateKbps: null, durationSeconds: null, codec: null, format: null }],
])('%s leaves what it makes uncertain unknown', (_what, files, expected) => {
  expect(parseLibraryItem(withFiles(files))).toMatchObject(expected);
});

test('a short row of a single file tells its format by the path', () => {
  const item = parseLibraryItem(shortRow(1, { isFile: true, path: '/shelf/Harbour.M4B' }));

  expect(item?.format).toBe('m4b');
});

test('any row is read or refused, never thrown at, and figures stay finite', () => {
  const value = fc.jsonValue();
  const file = fc.record({
    metadata: fc.constant({ path: '/x.mp3' }),
    duration: value,
    bitRate: value,
  });
  const rows = fc.oneof(
    value,
    fc
      .tuple(fc.dictionary(fc.string(), value), value, value)
      .map(([overrides, series, authors]) => expandedRow(1, overrides, { series, authors })),
    fc.array(fc.oneof(file, value)).map((files) => withFiles(files)),
  );

  fc.assert(
    fc.property(rows, (row) => {
      const item = parseLibraryItem(row);

      if (item === null) return;
      const figures = [item.bitrateKbps, item.durationSeconds, item.publishedYear, item.sizeBytes];
      for (const figure of figures) expect(figure === null || Number.isFinite(figure)).toBe(true);
      for (const { name } of item.series) expect(name.trim()).not.toBe('');
    }),
  );
});
