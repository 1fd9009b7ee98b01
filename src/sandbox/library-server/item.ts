import { createHash } from 'node:crypto';
import type { AudioFacts } from './audio.ts';

export type BookMetadata = {
  title: string;
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: { name: string; sequence: string | null }[];
  genres: string[];
  publishedYear: string | null;
  publisher: string | null;
  description: string | null;
  isbn: string | null;
  asin: string | null;
  language: string | null;
  explicit: boolean;
  abridged: boolean;
};

export type ItemFile = {
  path: string;
  relPath: string;
  ino: string;
  sizeBytes: number;
  mtimeMs: number;
  /** Null for covers and other companions. */
  audio: AudioFacts | null;
};

export type LibraryItem = {
  id: string;
  ino: string;
  path: string;
  relPath: string;
  isFile: boolean;
  isMissing: boolean;
  addedAt: number;
  updatedAt: number;
  lastScan: number;
  files: ItemFile[];
  /** What folders and tags say; read again when files change. */
  scanned: BookMetadata;
  /** What was written through the API; wins over any later scan. */
  edited: Partial<BookMetadata>;
  tags: string[];
  /** The address its cover was taken from; null without one. */
  coverUrl: string | null;
  /** Chapters written through the API; null: those of the files. */
  chapters: { start: number; end: number; title: string }[] | null;
};

/** The library every item belongs to. */
export type LibraryIds = { libraryId: string; folderId: string };

export const serverVersion = '2.36.0';

/** A stable UUID for a name. */
export function uuidOf(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

export function metadataOf(item: LibraryItem): BookMetadata {
  return { ...item.scanned, ...item.edited };
}
