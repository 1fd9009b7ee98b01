import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlaceOptions } from '../../src/importing/place.ts';

export const audio = Buffer.alloc(3000, 'audio ');

/** A download of two discs and a cover beside an empty library. */
export function makeFolders(base = tmpdir()): {
  root: string;
  remove: () => void;
  options: PlaceOptions;
} {
  const root = mkdtempSync(join(base, 'place-'));
  const torrentRoot = join(root, 'downloads');
  const libraryRoot = join(root, 'library');
  mkdirSync(libraryRoot);
  const files = [
    { path: 'Some.Release/CD1/01.mp3', bytes: audio },
    { path: 'Some.Release/CD2/01.mp3', bytes: Buffer.alloc(500, 'more ') },
    { path: 'Some.Release/cover.jpg', bytes: Buffer.alloc(0) },
  ];
  for (const { path, bytes } of files) write(join(torrentRoot, path), bytes);
  return {
    root,
    remove: () => rmSync(root, { recursive: true }),
    options: {
      torrentRoot,
      files: files.map(({ path, bytes }) => ({ path, lengthBytes: bytes.length })),
      libraryRoot,
      parts: ['Ann Author', 'The Series', '01 - Title {Nora}'],
      method: 'link',
      owns: () => false,
      minFreeBytes: 0,
      signal: new AbortController().signal,
    },
  };
}

export function write(path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

/** Every file and empty folder below a folder, hidden ones as well. */
export function treeOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => !entry.isDirectory() || readdirSync(path).length === 0)
    .map(({ path }) => path.slice(folder.length + 1))
    .sort();
}

/** What must never change about a source: where it lies on disk, its bytes and its time. */
export function fingerprint(folder: string): string[] {
  return treeOf(folder).map((path) => {
    const { ino, mtimeMs, size, mode } = lstatSync(join(folder, path));
    const hash = createHash('sha1')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
    return [path, ino, mtimeMs, size, mode, hash].join(' ');
  });
}
