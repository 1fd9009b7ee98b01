import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';
import type { Placement } from '../../src/importing/placement.ts';
import { type Disk, mountDisk, mountProblem } from '../support/mounts.ts';
import { audio, fingerprint, makeFolders, treeOf, write } from './folders.ts';

const problem = mountProblem();
if (problem)
  console.log(`no disk can be mounted, so full and read-only ones are not tried: ${problem}`);

test('disks can be mounted where everything has to be tried', () => {
  expect(problem === null || !process.env['CI']).toBe(true);
});

let made: ReturnType<typeof makeFolders>;
let sources: string[];
beforeEach(() => {
  made = makeFolders();
  sources = fingerprint(made.options.torrentRoot);
});
afterEach(() => made.remove());

describe.skipIf(problem !== null)('a library on another disk', () => {
  let disk: Disk | null = null;
  afterEach(() => {
    disk?.unmount();
    disk = null;
  });

  function libraryOn(options: string): PlaceOptions {
    disk = mountDisk(options);
    return { ...made.options, libraryRoot: disk.folder };
  }
  const freeBytes = (folder: string) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };

  test('gets copies, because links do not reach it', async () => {
    const options = libraryOn('size=16m');

    const placement = await placeBook(options);

    expect(placement).toMatchObject({ kind: 'placed', method: 'copy' });
    const copied = join(options.libraryRoot, ...options.parts, 'CD1/01.mp3');
    expect(readFileSync(copied)).toEqual(audio);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });

  test.each([
    ['has no room for the book', 20_000_000, 0, '20.0 MB'],
    ['has room for the book but not for the reserve', 4_000_000, 14_000_000, '18.0 MB'],
  ])(
    'that %s gets nothing, and the figures are told before anything is copied',
    async (_name, size, reserve, needed) => {
      const options = libraryOn('size=16m');
      write(join(options.torrentRoot, 'Big/book.m4b'), Buffer.alloc(size));
      sources = fingerprint(options.torrentRoot);
      const before = freeBytes(options.libraryRoot);

      const placement = await placeBook({
        ...options,
        files: [{ path: 'Big/book.m4b', lengthBytes: size }],
        minFreeBytes: reserve,
      });

      expect(placement).toEqual({
        kind: 'stopped',
        reason: 'no-space',
        explanation: `The library has 16.8 MB left, and the copy with its reserve needs ${needed}.`,
      });
      expect(treeOf(options.libraryRoot)).toEqual([]);
      expect(freeBytes(options.libraryRoot)).toBe(before);
      expect(fingerprint(options.torrentRoot)).toEqual(sources);
    },
  );

  test('that runs full in the middle is left as it was', async () => {
    // Room for the folders and the first file only, which the free bytes do not tell.
    const options = libraryOn('size=16m,nr_inodes=7');

    const placement = await placeBook(options);

    expect(placement).toEqual({
      kind: 'stopped',
      reason: 'no-space',
      explanation: 'The library’s disk is full.',
    });
    expect(treeOf(options.libraryRoot)).toEqual([]);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });

  test('that is mounted read-only stops the import', async () => {
    const options = libraryOn('size=16m');
    disk?.makeReadOnly();

    const placement = await placeBook(options);

    expect(placement).toEqual({
      kind: 'stopped',
      reason: 'read-only',
      explanation: 'The library is mounted read-only.',
    });
    expect(treeOf(options.libraryRoot)).toEqual([]);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });
});

describe('a user without rights', () => {
  const isRoot = process.getuid?.() === 0;

  /** Root may do anything, so it places as nobody. */
  function placeWithoutRights(options: PlaceOptions): Placement {
    const script = join(import.meta.dirname, 'place-and-tell.ts');
    const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = spawnSync(process.execPath, [script, JSON.stringify(options)], {
      encoding: 'utf8',
      ...nobody,
    });
    return JSON.parse(stdout) as Placement;
  }

  test('cannot write the library: it stays as it was and the reason is told', () => {
    const { options } = made;
    chmodSync(made.root, 0o755);
    chmodSync(options.libraryRoot, 0o555);

    const placement = placeWithoutRights(options);

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'not-writable' });
    expect(treeOf(options.libraryRoot)).toEqual([]);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
    chmodSync(options.libraryRoot, 0o755);
  });

  test('cannot read the download: nothing is placed', () => {
    const { options } = made;
    const closed = join(options.torrentRoot, 'Some.Release');
    mkdirSync(join(options.libraryRoot, 'Ann Author'));
    chmodSync(made.root, 0o755);
    chmodSync(options.libraryRoot, 0o777);
    chmodSync(closed, 0o000);

    const placement = placeWithoutRights(options);

    chmodSync(closed, 0o755);
    expect(placement).toMatchObject({
      kind: 'stopped',
      reason: 'unreadable',
      explanation: 'Some.Release/CD1/01.mp3: it cannot be read (EACCES).',
    });
    expect(treeOf(options.libraryRoot)).toEqual(['Ann Author']);
  });
});
