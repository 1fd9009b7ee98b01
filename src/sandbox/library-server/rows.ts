import { basename, extname } from 'node:path';
import type { AudioFacts } from './audio.ts';
import {
  type BookMetadata,
  type ItemFile,
  type LibraryIds,
  type LibraryItem,
  metadataOf,
  serverVersion,
  uuidOf,
} from './item.ts';

/** The form of listings, which is short whatever the query asks for. */
export function shortItem(item: LibraryItem, ids: LibraryIds): object {
  const { authors, narrators, series, ...rest } = metadataOf(item);
  const joined = joinedNames({ authors, narrators, series });
  return {
    ...baseOf(item, ids),
    media: { ...mediaBase(item), metadata: { ...rest, ...joined } },
    numFiles: item.files.length,
    size: sizeOf(item),
  };
}

/** The form of `batch/get` and of one item. */
export function expandedItem(item: LibraryItem, ids: LibraryIds): object {
  const { authors, series, ...rest } = metadataOf(item);
  const joined = joinedNames({ authors, narrators: rest.narrators, series });
  const metadata = {
    ...rest,
    ...joined,
    authors: authors.map((name) => ({ id: uuidOf(`author ${name}`), name })),
    series: series.map(({ name, sequence }) => ({ id: uuidOf(`series ${name}`), name, sequence })),
    descriptionPlain: rest.description?.replaceAll(/<[^>]*>/g, '') ?? null,
  };
  const audioFiles = audioOf(item).map(audioFileRow);
  return {
    ...baseOf(item, ids),
    media: {
      ...mediaBase(item),
      metadata,
      libraryItemId: item.id,
      audioFiles,
      chapters: chaptersOf(item),
      ebookFile: null,
      tracks: audioFiles,
    },
    numFiles: item.files.length,
    size: sizeOf(item),
    lastScan: item.lastScan,
    scanVersion: serverVersion,
    libraryFiles: item.files.map((file) => ({
      ino: file.ino,
      metadata: fileMetadata(file),
      fileType: file.audio ? 'audio' : 'unknown',
    })),
  };
}

function baseOf(item: LibraryItem, { libraryId, folderId }: LibraryIds) {
  const { id, ino, path, relPath, isFile, isMissing, addedAt, updatedAt } = item;
  return {
    id,
    ino,
    oldLibraryItemId: null,
    libraryId,
    folderId,
    path,
    relPath,
    isFile,
    mtimeMs: updatedAt,
    ctimeMs: updatedAt,
    birthtimeMs: addedAt,
    addedAt,
    updatedAt,
    isMissing,
    isInvalid: false,
    mediaType: 'book',
  };
}

function mediaBase(item: LibraryItem) {
  const audio = audioOf(item);
  return {
    id: uuidOf(`media ${item.id}`),
    coverPath: item.coverUrl === null ? null : `/metadata/items/${item.id}/cover.jpg`,
    tags: item.tags,
    numTracks: audio.length,
    numAudioFiles: audio.length,
    numChapters: chaptersOf(item).length,
    duration: audio.reduce((sum, { audio: { durationSeconds } }) => sum + durationSeconds, 0),
    size: audio.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

type AudioFile = ItemFile & { audio: AudioFacts };

function audioOf({ files }: LibraryItem): AudioFile[] {
  return files.flatMap((file) => (file.audio ? [{ ...file, audio: file.audio }] : []));
}

function audioFileRow(file: AudioFile, index: number): object {
  const { durationSeconds, bitsPerSecond, codec, chapters } = file.audio;
  return {
    index: index + 1,
    ino: file.ino,
    metadata: fileMetadata(file),
    exclude: false,
    error: null,
    format: codec === 'mp3' ? 'MP2/3 (MPEG audio layer 2/3)' : 'QuickTime / MOV',
    duration: durationSeconds,
    bitRate: bitsPerSecond,
    codec,
    chapters: chapters.map((chapter, id) => ({ id, ...chapter })),
    mimeType: codec === 'mp3' ? 'audio/mpeg' : 'audio/mp4',
  };
}

/** What was written, else the marks inside a single file, else one chapter a file. */
function chaptersOf(item: LibraryItem) {
  if (item.chapters) return item.chapters.map((chapter, id) => ({ id, ...chapter }));
  const audio = audioOf(item);
  if (audio.length === 1)
    return (audio[0]?.audio.chapters ?? []).map((mark, id) => ({ id, ...mark }));
  let start = 0;
  return audio.map(({ relPath, audio: { durationSeconds } }, id) => {
    const chapter = {
      id,
      start,
      end: start + durationSeconds,
      title: basename(relPath, extname(relPath)),
    };
    start = chapter.end;
    return chapter;
  });
}

function fileMetadata({ path, relPath, sizeBytes, mtimeMs }: ItemFile): object {
  const times = { mtimeMs, ctimeMs: mtimeMs, birthtimeMs: mtimeMs };
  return { filename: basename(path), ext: extname(path), path, relPath, size: sizeBytes, ...times };
}

function sizeOf({ files }: LibraryItem): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

function joinedNames({
  authors,
  narrators,
  series,
}: Pick<BookMetadata, 'authors' | 'narrators' | 'series'>) {
  const places = series.map(({ name, sequence }) => (sequence ? `${name} #${sequence}` : name));
  return {
    authorName: authors.join(', '),
    authorNameLF: authors.map((name) => name.replace(/^(.*) (\S+)$/, '$2, $1')).join(', '),
    narratorName: narrators.join(', '),
    seriesName: places.join(', '),
  };
}
