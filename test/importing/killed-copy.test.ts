import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';
import { sweepLeftovers } from '../../src/importing/temp-folders.ts';
import { fingerprint, makeFolders, treeOf, write } from './folders.ts';

const book = Buffer.alloc(24_000_000, 'an audiobook of many hours ');

let made: ReturnType<typeof makeFolders>;
let options: PlaceOptions;
beforeEach(() => {
  made = makeFolders();
  const [first, ...others] = made.options.files;
  write(join(made.options.torrentRoot, first?.path ?? ''), book);
  const files = [{ path: first?.path ?? '', lengthBytes: book.length }, ...others];
  options = { ...made.options, files, method: 'copy' };
});
afterEach(() => made.remove());

const isHidden = (path: string) => path.split('/').some((part) => part.startsWith('.'));
const filesOf = (folder: string) => {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
};

const whole = book.length + 500;
const offsets = [0, 1, 65_537, 5_000_003, book.length - 1, book.length, book.length + 1, whole - 1];

test.each(offsets)(
  'killed after %i bytes of a copy: nothing by halves in the library, the leftovers swept, then it is whole',
  async (bytes) => {
    const sources = fingerprint(options.torrentRoot);
    const script = join(import.meta.dirname, 'copy-and-die.ts');

    const { signal } = spawnSync(process.execPath, [
      script,
      JSON.stringify(options),
      String(bytes),
    ]);
    const left = filesOf(options.libraryRoot);
    const written = left.map((path) => statSync(join(options.libraryRoot, path)).size);
    const swept = await sweepLeftovers(options.libraryRoot);
    const afterSweep = filesOf(options.libraryRoot);
    const placement = await placeBook(options);

    expect(signal).toBe('SIGKILL');
    expect(left.filter((path) => !isHidden(path))).toEqual([]);
    expect(written.reduce((sum, size) => sum + size, 0)).toBe(bytes);
    expect(swept).toHaveLength(1);
    expect(afterSweep).toEqual([]);
    expect(placement).toMatchObject({ kind: 'placed', method: 'copy', suffix: null });
    expect(treeOf(options.libraryRoot).filter(isHidden)).toEqual([]);
    const folder = join(options.libraryRoot, ...options.parts);
    expect(readFileSync(join(folder, 'CD1/01.mp3')).equals(book)).toBe(true);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  },
  40_000,
);
