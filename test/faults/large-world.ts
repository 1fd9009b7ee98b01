import { createHash } from 'node:crypto';
import type { ClientTorrent } from '../../src/sandbox/download-client/torrent.ts';
import { newTorrent } from '../../src/sandbox/download-client/torrent.ts';
import type { LibraryItem } from '../../src/sandbox/library-server/item.ts';
import { uuidOf } from '../../src/sandbox/library-server/item.ts';
import type { World } from '../../src/sandbox/world.ts';

const torrentBytes = 320 * 1024 ** 2;
const booksPerAuthor = 5;

/** Puts so many books beside those of the world, and so many torrents that seed; no file of them exists. */
export function enlarge(world: World, size: { books: number; torrents: number }): void {
  const items = world.library.items as Map<string, LibraryItem>;
  const [pattern] = items.values();
  if (!pattern) throw new Error('the library is empty');
  for (let number = 0; number < size.books; number += 1) {
    const item = bookLike(pattern, number);
    items.set(item.id, item);
  }
  const torrents = world.downloadClient.torrents as Map<string, ClientTorrent>;
  for (let number = 0; number < size.torrents; number += 1) {
    const torrent = seedingTorrent(number, world.environment['QB_SAVE_PATH'] ?? '');
    torrents.set(torrent.meta.infoHash, torrent);
  }
}

function bookLike(pattern: LibraryItem, number: number): LibraryItem {
  const author = `Author ${Math.floor(number / booksPerAuthor)}`;
  const title = `Book ${number}`;
  const folder = `${author}/${title}`;
  return {
    ...structuredClone(pattern),
    id: uuidOf(folder),
    ino: String(10_000_000 + number),
    path: pattern.path.replace(pattern.relPath, folder),
    relPath: folder,
    scanned: { ...structuredClone(pattern.scanned), title, authors: [author], asin: null },
  };
}

function seedingTorrent(number: number, savePath: string): ClientTorrent {
  const name = `Seeding ${number}.m4b`;
  const torrent = newTorrent({
    file: Buffer.alloc(0),
    meta: {
      infoHash: createHash('sha1').update(name).digest('hex'),
      name,
      announce: 'http://127.0.0.1/announce',
      private: true,
      pieceBytes: torrentBytes,
      pieces: [createHash('sha1').update('').digest('hex')],
      files: [{ path: name, sizeBytes: torrentBytes }],
      sizeBytes: torrentBytes,
    },
    savePath,
    category: 'audiobooks',
    tags: new Set(),
    autoTmm: true,
    isStopped: false,
    addedAt: new Date('2026-01-01T00:00:00Z'),
  });
  return {
    ...torrent,
    have: [true],
    phase: 'ready',
    completedAt: new Date('2026-01-02T00:00:00Z'),
  };
}
