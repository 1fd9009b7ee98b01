import { type ApiOptions, createApi } from './api.ts';
import { type Chapter, readChapters, writeChapters } from './chapters.ts';
import { coverDigest, removeCover, setCover, uploadCover } from './cover.ts';
import { findIdByPath } from './find-by-path.ts';
import type { LibraryItem } from './library-item.ts';
import { type Listening, listening, moveOwnPosition } from './listening.ts';
import { type MediaPatch, patchMedia } from './media-patch.ts';
import {
  item,
  type LibraryReading,
  newestItems,
  newestMarks,
  type OnPage,
  readLibrary,
} from './read-items.ts';
import {
  type Library,
  libraries,
  scan,
  scanAndWait,
  scanItem,
  type Wait,
  type WaitOutcome,
  waitForScan,
} from './scan.ts';
import type { ItemMark } from './schema.ts';
import { authorize, type Rights, type ServerInfo, serverInfo } from './server.ts';

export type { Chapter } from './chapters.ts';
export type { LibraryItem } from './library-item.ts';
export type { Bookmark, Listener, Listening } from './listening.ts';
export type { MediaPatch } from './media-patch.ts';
export type { SeriesPlace } from './people-and-series.ts';
export type { LibraryReading, UnreadableRow } from './read-items.ts';
export type { Library, Wait, WaitOutcome } from './scan.ts';
export type { Rights, ServerInfo } from './server.ts';

/** One Audiobookshelf server; every call throws an ExternalError when it does not do its part. */
export type Audiobookshelf = {
  serverInfo(): Promise<ServerInfo>;
  authorize(): Promise<Rights>;
  libraries(): Promise<Library[]>;
  readLibrary(libraryId: string, onPage?: OnPage): Promise<LibraryReading>;
  newestItems(libraryId: string, limit: number): Promise<LibraryItem[]>;
  newestMarks(libraryId: string, limit: number): Promise<ItemMark[]>;
  item(id: string): Promise<LibraryItem | null>;
  findByPath(libraryId: string, fullPath: string): Promise<LibraryItem | null>;
  patchMedia(itemId: string, patch: MediaPatch): Promise<{ isUpdated: boolean }>;
  setCover(itemId: string, url: string): Promise<void>;
  uploadCover(
    itemId: string,
    picture: { bytes: Buffer; type: 'image/jpeg' | 'image/png' },
  ): Promise<void>;
  removeCover(itemId: string): Promise<void>;
  coverDigest(itemId: string): Promise<string | null>;
  chapters(itemId: string): Promise<Chapter[] | null>;
  writeChapters(itemId: string, chapters: readonly Chapter[]): Promise<void>;
  listening(itemId: string): Promise<Listening>;
  moveOwnPosition(itemId: string, to: { seconds: number; ofSeconds: number }): Promise<void>;
  scan(libraryId: string): Promise<void>;
  scanItem(itemId: string): Promise<boolean>;
  waitForScan(libraryId: string, wait: Wait): Promise<WaitOutcome>;
  scanAndWait(libraryId: string, wait: Wait): Promise<WaitOutcome>;
};

/** Speaks to Audiobookshelf (2.26 or newer) with an API key. */
export function createAudiobookshelf(options: ApiOptions): Audiobookshelf {
  const api = createApi(options);
  return {
    serverInfo: () => serverInfo(api),
    authorize: () => authorize(api),
    libraries: () => libraries(api),
    readLibrary: (libraryId, onPage) => readLibrary(api, libraryId, onPage),
    newestItems: (libraryId, limit) => newestItems(api, libraryId, limit),
    newestMarks: (libraryId, limit) => newestMarks(api, libraryId, limit),
    item: (id) => item(api, id),
    async findByPath(libraryId, fullPath) {
      const id = await findIdByPath(api, libraryId, fullPath);
      return id === null ? null : await item(api, id);
    },
    patchMedia: (itemId, patch) => patchMedia(api, itemId, patch),
    setCover: (itemId, url) => setCover(api, itemId, url),
    uploadCover: (itemId, picture) => uploadCover(api, itemId, picture),
    removeCover: (itemId) => removeCover(api, itemId),
    coverDigest: (itemId) => coverDigest(api, itemId),
    chapters: (itemId) => readChapters(api, itemId),
    writeChapters: (itemId, chapters) => writeChapters(api, itemId, chapters),
    listening: (itemId) => listening(api, itemId),
    moveOwnPosition: (itemId, to) => moveOwnPosition(api, itemId, to),
    scan: (libraryId) => scan(api, libraryId),
    scanItem: (itemId) => scanItem(api, itemId),
    waitForScan: (libraryId, wait) => waitForScan(api, libraryId, wait),
    scanAndWait: (libraryId, wait) => scanAndWait(api, libraryId, wait),
  };
}
