const hourMs = 3_600_000;
const firstAddedMs = Date.UTC(2031, 0, 1);

export type Row = Record<string, unknown>;

/** The n-th book as the server's expanded form tells it: two mp3 files of unlike bitrate. */
export function expandedRow(n: number, overrides: Row = {}, metadata: Row = {}): Row {
  const folder = `/shelf/Ines Okoro/Lantern Coast/${n} - Harbour ${n}`;
  return {
    id: `item-${n}`,
    ino: `9000${n}`,
    oldLibraryItemId: null,
    libraryId: 'lib-1',
    folderId: 'folder-1',
    path: folder,
    relPath: folder.slice('/shelf/'.length),
    isFile: false,
    addedAt: firstAddedMs + n * hourMs,
    updatedAt: firstAddedMs + n * hourMs + 1,
    isMissing: false,
    mediaType: 'book',
    media: {
      metadata: {
        title: `Harbour ${n}`,
        subtitle: null,
        authors: [{ id: 'author-1', name: 'Ines Okoro' }],
        narrators: ['Bram Castell'],
        series: [{ id: 'series-1', name: 'Lantern Coast', sequence: String(n) }],
        genres: ['Mystery'],
        publishedYear: '2029',
        publisher: 'Cinder Press',
        description: '<p>Fog.</p>',
        isbn: '',
        asin: 'B0TEST0001',
        language: 'English',
        explicit: false,
        abridged: false,
        ...metadata,
      },
      tags: [],
      audioFiles: [
        audioFile(`${folder}/01.mp3`, { duration: 100, bitRate: 64_000, size: 800_000 }),
        audioFile(`${folder}/02.mp3`, { duration: 300, bitRate: 128_000, size: 4_800_000 }),
      ],
      chapters: [{ id: 0, start: 0, end: 400, title: 'One' }],
      numAudioFiles: 2,
      numChapters: 1,
      duration: 400,
      size: 5_600_000,
    },
    numFiles: 3,
    size: 5_650_000,
    ...overrides,
  };
}

/** The same book as listings tell it: people and series as texts, counts in place of lists. */
export function shortRow(n: number, overrides: Row = {}): Row {
  const row = expandedRow(n);
  const metadata = {
    title: `Harbour ${n}`,
    subtitle: null,
    authorName: 'Ines Okoro, Joost Vega',
    narratorName: 'Bram Castell',
    seriesName: `Lantern Coast #${n}, Night Mail #0.5`,
    genres: ['Mystery'],
    publishedYear: '2029',
    explicit: false,
    abridged: false,
  };
  const media = { metadata, numAudioFiles: 2, numChapters: 1, duration: 400, size: 5_600_000 };
  return { ...row, media, ...overrides };
}

export function audioFile(
  path: string,
  told: { duration?: unknown; bitRate?: unknown; size?: unknown; codec?: unknown },
): Row {
  const ext = path.slice(path.lastIndexOf('.'));
  const { duration, bitRate, size, codec = 'mp3' } = told;
  return { index: 1, metadata: { path, ext, size }, duration, bitRate, codec, error: null };
}

/** A row with other audio files, in place of its two. */
export function withFiles(files: unknown[], overrides: Row = {}): Row {
  const row = expandedRow(1, overrides);
  const media = row['media'] as Row;
  return { ...row, media: { ...media, audioFiles: files, duration: null } };
}
