import { extname } from 'node:path/posix';
import { parseNames, parseSeries, type SeriesPlace } from './people-and-series.ts';
import * as schema from './schema.ts';

export type LibraryItem = {
  id: string;
  libraryId: string;
  folderId: string | null;
  /** Absolute, as Audiobookshelf sees it; the file itself when `isFile`. */
  path: string;
  relPath: string;
  isFile: boolean;
  isMissing: boolean;
  addedAt: Date;
  updatedAt: Date;
  /** Empty when the library has none. */
  title: string;
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: SeriesPlace[];
  genres: string[];
  publishedYear: number | null;
  publisher: string | null;
  description: string | null;
  isbn: string | null;
  asin: string | null;
  language: string | null;
  /** Audiobookshelf says false both for unabridged and for never set. */
  isAbridged: boolean | null;
  isExplicit: boolean | null;
  durationSeconds: number | null;
  sizeBytes: number | null;
  /** Mean over the audio files weighted by duration; null unless every file tells both. */
  bitrateKbps: number | null;
  /** Null when the files differ. */
  codec: string | null;
  /** Extension of the audio files, such as m4b or mp3; null when they differ. */
  format: string | null;
  audioFileCount: number;
  chapterCount: number;
  /** Null when the server does not say. */
  hasCover: boolean | null;
  /** Empty in the short form of listings; fewer than `audioFileCount` when rows were unreadable. */
  audioFiles: { path: string; sizeBytes: number | null; durationSeconds: number | null }[];
  inode: string | null;
};

/** A book row of any endpoint, short or expanded; null when its identity cannot be read. */
export function parseLibraryItem(row: unknown): LibraryItem | null {
  const parsed = schema.item.safeParse(row);
  if (!parsed.success) return null;
  const { ino, size, media, ...identity } = parsed.data;
  const audioFileCount = media.audioFiles?.length ?? media.numAudioFiles;
  const chapterCount = media.chapters?.length ?? media.numChapters;
  if (audioFileCount === null || chapterCount === null) return null;
  const files = audioFilesOf(media.audioFiles ?? []);
  const isWhole = files.length > 0 && files.length === audioFileCount;
  return {
    ...identity,
    ...description(media.metadata),
    durationSeconds: media.duration ?? (isWhole ? totalOf(files.map((f) => f.duration)) : null),
    sizeBytes: size ?? media.size,
    bitrateKbps: isWhole ? meanKbps(files) : null,
    codec: shared(files.map((file) => file.codec)),
    format: formatOf(files, identity),
    audioFileCount,
    chapterCount,
    hasCover: media.coverPath === undefined ? null : media.coverPath !== null,
    audioFiles: files.map((file) => ({
      path: file.metadata.path,
      sizeBytes: file.metadata.size,
      durationSeconds: file.duration,
    })),
    inode: ino,
  };
}

function description(metadata: schema.Metadata) {
  const { authorName, narratorName, seriesName, abridged, explicit, ...rest } = metadata;
  const year = /^\s*(\d{4})\b/.exec(String(rest.publishedYear))?.[1];
  return {
    ...rest,
    authors: parseNames(rest.authors, authorName),
    narrators: parseNames(rest.narrators, narratorName),
    series: parseSeries(rest.series, seriesName),
    genres: parseNames(rest.genres, null),
    publishedYear: year === undefined ? null : Number(year),
    isAbridged: abridged,
    isExplicit: explicit,
  };
}

function audioFilesOf(rows: unknown[]): schema.AudioFile[] {
  return rows.flatMap((row) => schema.audioFile.safeParse(row).data ?? []);
}

function totalOf(values: (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

function meanKbps(files: schema.AudioFile[]): number | null {
  const seconds = totalOf(files.map((file) => file.duration));
  const bits = totalOf(
    files.map(({ bitRate, duration }) => bitRate && duration && bitRate * duration),
  );
  return seconds === null || bits === null ? null : Math.round(bits / seconds / 1000);
}

function formatOf(files: schema.AudioFile[], item: { path: string; isFile: boolean }) {
  const names = files.map((file) => file.metadata.ext ?? extname(file.metadata.path));
  if (names.length === 0 && item.isFile) names.push(extname(item.path));
  const extension = shared(names.map((name) => name.toLowerCase()));
  return extension?.replace(/^\./, '') || null;
}

function shared(values: (string | null)[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}
