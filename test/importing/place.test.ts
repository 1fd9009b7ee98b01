import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';
import { readTorrent } from '../../src/torrent/read.ts';
import type { TorrentFile } from '../../src/torrent/torrent.ts';
import { encode, infoOf } from '../torrent/encode.ts';
import { audio, fingerprint, makeFolders, treeOf, write } from './folders.ts';

let made: ReturnType<typeof makeFolders>;
let options: PlaceOptions;
let sources: string[];
beforeEach(() => {
  made = makeFolders();
  options = made.options;
  sources = fingerprint(options.torrentRoot);
});
afterEach(() => made.remove());

const placedFiles = ['CD1/01.mp3', 'CD2/01.mp3', 'cover.jpg'];
const inBook = (suffix = '') =>
  placedFiles.map((file) => `Ann Author/The Series/01 - Title {Nora}${suffix}/${file}`);

describe.each(['link', 'copy'] as const)('by %s', (method) => {
  test('places the book whole, leaves no trace beside it and the sources untouched', async () => {
    const placement = await placeBook({ ...options, method });

    const folder = join(options.libraryRoot, ...options.parts);
    expect(placement).toEqual({
      kind: 'placed',
      folder,
      suffix: null,
      method,
      files: options.files.map(({ path }, index) => ({
        from: join(options.torrentRoot, path),
        to: join(folder, placedFiles[index] ?? ''),
      })),
    });
    expect(treeOf(options.libraryRoot)).toEqual(inBook());
    expect(readFileSync(join(folder, 'CD1/01.mp3'))).toEqual(audio);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });

  test('finds what an earlier run placed instead of placing it twice', async () => {
    const first = await placeBook({ ...options, method });
    write(join(options.libraryRoot, ...options.parts, 'metadata.json'), '{}');

    const second = await placeBook({ ...options, method, owns: () => true });

    expect(second).toEqual(first);
    expect(treeOf(join(options.libraryRoot, 'Ann Author', 'The Series'))).toHaveLength(4);
  });

  test('goes beside another work of the same name and says so', async () => {
    write(join(options.libraryRoot, ...options.parts, 'other.mp3'), 'another work');

    const placement = await placeBook({ ...options, method });
    const again = await placeBook({ ...options, method });

    expect(placement).toMatchObject({ kind: 'placed', suffix: 2 });
    expect(again).toEqual(placement);
    expect(treeOf(options.libraryRoot)).toEqual([
      ...inBook(' (2)'),
      'Ann Author/The Series/01 - Title {Nora}/other.mp3',
    ]);
  });

  test('does not take files that differ in one byte for its own', async () => {
    const changed = Buffer.from(audio);
    changed[1500] = 0;
    await placeBook({ ...options, method: 'copy' });
    write(join(options.libraryRoot, ...options.parts, 'CD1/01.mp3'), changed);

    const placement = await placeBook({ ...options, method });

    expect(placement).toMatchObject({ kind: 'placed', suffix: 2 });
  });
});

test('links share their bytes with the source, copies do not', async () => {
  const linked = await placeBook(options);
  const copied = await placeBook({ ...options, parts: ['Elsewhere', 'Title'], method: 'copy' });

  const isShared = (placement: typeof linked) =>
    placement.kind === 'placed' &&
    placement.files.map(({ from, to }) => statSync(from).ino === statSync(to).ino);
  expect(isShared(linked)).toEqual([true, true, true]);
  expect(isShared(copied)).toEqual([false, false, false]);
});

describe('with pieces that are still to be checked', () => {
  const announce = 'http://tracker.example/announce';

  /** The torrent of the download, or of one that differs from it in a byte. */
  function torrentOf(changed?: string): TorrentFile {
    const files = options.files.map(({ path }) => {
      const bytes = Buffer.from(readFileSync(join(options.torrentRoot, path)));
      if (path === changed) bytes[bytes.length - 1]! ^= 1;
      return { path: path.replace('Some.Release/', ''), bytes };
    });
    const torrent = readTorrent(encode({ announce, info: infoOf('Some.Release', files, 1024) }), {
      allowedAnnounceHosts: ['tracker.example'],
    });
    if ('fault' in torrent) throw new Error(torrent.explanation);
    return torrent;
  }

  test('copies whatever the method, and finds it again without a second copy', async () => {
    const unchecked = torrentOf();

    const first = await placeBook({ ...options, unchecked });
    const second = await placeBook({ ...options, unchecked });

    expect(first).toMatchObject({ kind: 'placed', method: 'copy' });
    expect(second).toEqual(first);
    expect(treeOf(options.libraryRoot)).toEqual(inBook());
  });

  test.each(['Some.Release/CD1/01.mp3', 'Some.Release/CD2/01.mp3'])(
    'places nothing when %s is not what the torrent says',
    async (path) => {
      const placement = await placeBook({ ...options, unchecked: torrentOf(path) });

      expect(placement).toMatchObject({
        kind: 'differs',
        verdict: { faults: expect.arrayContaining([expect.objectContaining({ path })]) as unknown },
      });
      expect(treeOf(options.libraryRoot)).toEqual([]);
      expect(fingerprint(options.torrentRoot)).toEqual(sources);
    },
  );

  test('believes no equal copy that lies there already, and leaves it', async () => {
    await placeBook({ ...options, method: 'copy' });

    const placement = await placeBook({
      ...options,
      unchecked: torrentOf('Some.Release/CD1/01.mp3'),
    });

    expect(placement).toMatchObject({ kind: 'differs' });
    expect(treeOf(options.libraryRoot)).toEqual(inBook());
  });

  test('stops for the space before it reads anything', async () => {
    const placement = await placeBook({
      ...options,
      unchecked: torrentOf(),
      minFreeBytes: 2 ** 52,
    });

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'no-space' });
    expect(treeOf(options.libraryRoot)).toEqual([]);
  });
});

test('copies where a link cannot reach', async ({ skip }) => {
  const memory = '/dev/shm';
  const isOther = existsSync(memory) && statSync(memory).dev !== statSync(made.root).dev;
  skip(!isOther, `${memory} is no file system of its own here`);
  const other = makeFolders(memory);

  const placement = await placeBook({ ...options, torrentRoot: other.options.torrentRoot });

  other.remove();
  expect(placement).toMatchObject({ kind: 'placed', method: 'copy' });
  expect(treeOf(options.libraryRoot)).toEqual(inBook());
  expect(readFileSync(join(options.libraryRoot, ...options.parts, 'CD1/01.mp3'))).toEqual(audio);
});

test('gives the folder and the copies the rights of any new file', async () => {
  const plain = join(made.root, 'plain');
  mkdirSync(plain);

  await placeBook({ ...options, method: 'copy' });

  const folder = join(options.libraryRoot, ...options.parts);
  expect(lstatSync(folder).mode).toBe(lstatSync(plain).mode);
});

describe('stops, and leaves the library and the sources as they were,', () => {
  const cases: [string, string, () => Partial<PlaceOptions>][] = [
    [
      'when the space does not suffice',
      'no-space',
      () => ({ method: 'copy', minFreeBytes: 2 ** 52 }),
    ],
    [
      'when the library is not there',
      'no-library-folder',
      () => ({ libraryRoot: join(made.root, 'x') }),
    ],
    ['when the download is not there', 'source-missing', () => ({ torrentRoot: '/nowhere' })],
    ['when there is nothing to place', 'source-missing', () => ({ files: [] })],
    ['when a file is missing', 'source-missing', () => withFile('Some.Release/02.mp3', 1)],
    [
      'when a file has another size',
      'source-missing',
      () => withFile('Some.Release/CD1/01.mp3', 1),
    ],
    ['when a path leaves the download', 'source-outside', () => withFile('../library', 0)],
    ['when a name is too long', 'name-too-long', () => ({ parts: ['A', 'S', 'é'.repeat(200)] })],
    [
      'when a parent name is too long',
      'name-too-long',
      () => ({ parts: ['A', 'x'.repeat(300), 'T'] }),
    ],
    ['when a part is empty', 'unsafe-name', () => ({ parts: ['A', ''] })],
    ['when a part climbs up', 'unsafe-name', () => ({ parts: ['..', 'T'] })],
    ['when a part has a slash', 'unsafe-name', () => ({ parts: ['A/../../..', 'T'] })],
    ['when there is no part', 'unsafe-name', () => ({ parts: [] })],
  ];

  function withFile(path: string, lengthBytes: number): Partial<PlaceOptions> {
    return { files: [...options.files, { path, lengthBytes }] };
  }

  test.each(cases)('%s', async (_name, reason, changes) => {
    const placement = await placeBook({ ...options, ...changes() });

    expect(placement).toMatchObject({ kind: 'stopped', reason });
    expect(treeOf(options.libraryRoot)).toEqual([]);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });

  test('when the folder belongs to this very book', async () => {
    write(join(options.libraryRoot, ...options.parts, 'old.m4b'), 'another edition');
    const asked: string[] = [];

    const placement = await placeBook({
      ...options,
      owns: (folder) => asked.push(folder) > 0,
    });

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'already-there' });
    expect(asked).toEqual([join(options.libraryRoot, ...options.parts)]);
    expect(treeOf(options.libraryRoot)).toEqual([join(...options.parts, 'old.m4b')]);
  });

  test('when a file stands where a folder must be', async () => {
    write(join(options.libraryRoot, 'Ann Author'), 'a file');

    const placement = await placeBook(options);

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'name-is-file' });
    expect(treeOf(options.libraryRoot)).toEqual(['Ann Author']);
  });

  test('when all nine names are taken', async () => {
    const taken = ['', ' (2)', ' (3)', ' (4)', ' (5)', ' (6)', ' (7)', ' (8)', ' (9)'];
    for (const suffix of taken) write(join(options.libraryRoot, `Title${suffix}`, 'a.mp3'), suffix);

    const placement = await placeBook({ ...options, parts: ['Title'] });

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'names-taken' });
    expect(treeOf(options.libraryRoot)).toHaveLength(9);
  });

  test.each(['outside', 'nowhere'])('when a parent is a link to %s', async (target) => {
    mkdirSync(join(made.root, 'outside'));
    symlinkSync(join(made.root, target), join(options.libraryRoot, 'Ann Author'));

    const placement = await placeBook(options);

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'leads-out' });
    expect(treeOf(join(made.root, 'outside'))).toEqual([]);
  });

  test('when two files would be one on a disk that knows no case', async () => {
    write(join(options.torrentRoot, 'Some.Release/Cover.JPG'), '');

    const placement = await placeBook({ ...options, ...withFile('Some.Release/Cover.JPG', 0) });

    expect(placement).toEqual({
      kind: 'stopped',
      reason: 'names-clash',
      explanation: 'cover.jpg and Cover.JPG would be one file on some disks.',
    });
    expect(treeOf(options.libraryRoot)).toEqual([]);
  });

  test('when a source is a link', async () => {
    const secret = join(made.root, 'secret');
    write(secret, 'secret');
    symlinkSync(secret, join(options.torrentRoot, 'Some.Release/02.mp3'));

    const placement = await placeBook({ ...options, ...withFile('Some.Release/02.mp3', 6) });

    expect(placement).toMatchObject({ kind: 'stopped', reason: 'source-missing' });
    expect(treeOf(options.libraryRoot)).toEqual([]);
  });
});

test('reaches a library through links that stay inside it', async () => {
  const link = join(made.root, 'library-link');
  symlinkSync(options.libraryRoot, link);
  mkdirSync(join(options.libraryRoot, 'Real Author'));
  symlinkSync('Real Author', join(options.libraryRoot, 'Ann Author'));

  const placement = await placeBook({ ...options, libraryRoot: link, parts: ['Ann Author', 'T'] });

  expect(placement).toMatchObject({
    kind: 'placed',
    folder: join(options.libraryRoot, 'Real Author/T'),
  });
});
