import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyContent } from '../../src/integrity/verify.ts';
import { readTorrent } from '../../src/torrent/read.ts';
import type { TorrentFile } from '../../src/torrent/torrent.ts';
import { announce, encode, infoOf, type MadeFile } from '../torrent/encode.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'verify-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const signal = new AbortController().signal;

function torrentOf(files: readonly MadeFile[], pieceLength: number): TorrentFile {
  const bytes = encode({ announce, info: infoOf('Book', files, pieceLength) });
  const torrent = readTorrent(bytes, { allowedAnnounceHosts: ['tracker.example'] });
  if ('fault' in torrent) throw new Error(torrent.explanation);
  return torrent;
}

function lay(files: readonly MadeFile[], pieceLength = 16): TorrentFile {
  for (const file of files.filter(({ attr }) => attr !== 'p')) {
    const path = join(root, 'Book', file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
  }
  return torrentOf(files, pieceLength);
}

const bytesOf = (length: number, seed: number) =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 31 + seed * 7 + 1) % 256));

const book = (): MadeFile[] => [
  { path: 'CD1/01.mp3', bytes: bytesOf(40, 1) },
  { path: 'CD1/02.mp3', bytes: bytesOf(5, 2) },
  { path: 'empty.nfo', bytes: Buffer.alloc(0) },
  { path: 'CD2/01.mp3', bytes: bytesOf(60, 3) },
];

test('passes content whose every piece fits, and says that nothing was decoded', async () => {
  const torrent = lay(book());
  const progress: number[] = [];

  const verdict = await verifyContent({
    torrent,
    root,
    signal,
    onProgress: (bytes) => progress.push(bytes),
  });

  expect(verdict).toEqual({
    status: 'pieces-ok',
    faults: [],
    faultCount: 0,
    checkedBytes: 105,
    decoding: 'not-checked',
  });
  expect(progress.at(-1)).toBe(105);
});

test('passes content larger than the reading buffer, with pieces across its borders', async () => {
  const files = [
    { path: 'a.mp3', bytes: Buffer.alloc(2_500_000, 7) },
    { path: 'b.mp3', bytes: Buffer.alloc(1_100_000, 9) },
  ];
  const torrent = lay(files, 700_001);

  const verdict = await verifyContent({ torrent, root, signal });

  expect(verdict).toMatchObject({ status: 'pieces-ok', checkedBytes: 3_600_000 });
});

test('passes a single file that lies directly in the save path', async () => {
  const bytes = bytesOf(50, 1);
  const info = { ...infoOf('Book.m4b', [{ path: '', bytes }]), files: undefined, length: 50 };
  const torrent = readTorrent(encode({ announce, info }), {
    allowedAnnounceHosts: ['tracker.example'],
  });
  writeFileSync(join(root, 'Book.m4b'), bytes);

  const verdict = 'fault' in torrent ? torrent : await verifyContent({ torrent, root, signal });

  expect(verdict).toMatchObject({ status: 'pieces-ok' });
});

test('takes padding as zeros that are on no disk', async () => {
  const torrent = lay([
    { path: '01.mp3', bytes: bytesOf(10, 1) },
    { path: '.pad/6', bytes: Buffer.alloc(6), attr: 'p' },
    { path: '02.mp3', bytes: bytesOf(20, 2) },
  ]);

  const verdict = await verifyContent({ torrent, root, signal });

  expect(verdict).toMatchObject({ status: 'pieces-ok', checkedBytes: 36 });
});

test('names the files that share a bad piece', async () => {
  const torrent = lay(book());
  const changed = bytesOf(5, 2);
  changed[0] = 0;
  writeFileSync(join(root, 'Book/CD1/02.mp3'), changed);

  const verdict = await verifyContent({ torrent, root, signal });

  expect(verdict.status).toBe('failed');
  expect(verdict.faults).toEqual([
    { kind: 'bad-piece', path: 'Book/CD1/01.mp3', detail: '1 of 3 pieces differ, the first is 2' },
    { kind: 'bad-piece', path: 'Book/CD1/02.mp3', detail: '1 of 1 pieces differ, the first is 2' },
    { kind: 'bad-piece', path: 'Book/CD2/01.mp3', detail: '1 of 5 pieces differ, the first is 2' },
  ]);
});

test('finds any single changed byte and names its file', async () => {
  const torrent = lay(book());

  await fc.assert(
    fc.asyncProperty(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 255 }), async (n, at, flip) => {
      const file = book()[n]!;
      const changed = Buffer.from(file.bytes);
      if (changed.length > 0) changed[at % changed.length]! ^= flip;
      writeFileSync(join(root, 'Book', file.path), changed);

      const verdict = await verifyContent({ torrent, root, signal });

      writeFileSync(join(root, 'Book', file.path), file.bytes);
      const named = verdict.faults.some(({ path }) => path === `Book/${file.path}`);
      expect(named).toBe(file.bytes.length > 0);
    }),
    { numRuns: 60 },
  );
});

test('reports missing, resized and replaced files without hashing', async () => {
  const torrent = lay(book());
  rmSync(join(root, 'Book/CD1/01.mp3'));
  mkdirSync(join(root, 'Book/CD1/01.mp3'));
  truncateSync(join(root, 'Book/CD1/02.mp3'), 3);
  rmSync(join(root, 'Book/CD2'), { recursive: true });
  writeFileSync(join(root, 'Book/CD2'), 'a file where a folder was');

  const verdict = await verifyContent({ torrent, root, signal });

  expect(verdict).toMatchObject({
    status: 'failed',
    checkedBytes: 0,
    faultCount: 3,
    faults: [
      { kind: 'not-a-file', path: 'Book/CD1/01.mp3' },
      { kind: 'wrong-size', path: 'Book/CD1/02.mp3', detail: '3 instead of 5 bytes' },
      { kind: 'missing-file', path: 'Book/CD2/01.mp3' },
    ],
  });
});

test.each(['Book/CD1/01.mp3', 'Book/CD1', 'Book'])(
  'does not follow a symbolic link at %s',
  async (place) => {
    const torrent = lay(book());
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    const moved = join(outside, 'moved');
    renameSync(join(root, place), moved);
    symlinkSync(moved, join(root, place));

    const verdict = await verifyContent({ torrent, root, signal });

    expect(lstatSync(join(root, place)).isSymbolicLink()).toBe(true);
    expect(verdict.faults[0]).toMatchObject({ kind: 'not-a-file', path: 'Book/CD1/01.mp3' });
    rmSync(outside, { recursive: true });
  },
);

test('reads through a save path that is itself a symbolic link', async () => {
  const torrent = lay(book());
  const link = `${root}-link`;
  symlinkSync(root, link);

  const verdict = await verifyContent({ torrent, root: link, signal });

  rmSync(link);
  expect(verdict.status).toBe('pieces-ok');
});

test('calls nothing missing when the save path itself is not there', async () => {
  const torrent = torrentOf(book(), 16);

  const verdict = await verifyContent({ torrent, root: join(root, 'unmounted'), signal });

  expect(verdict.faults).toMatchObject([{ kind: 'unreadable', path: '' }]);
});

test('lists 20 faults and counts all', async () => {
  const files = Array.from({ length: 30 }, (_, n) => ({ path: `${n}.mp3`, bytes: bytesOf(9, n) }));
  const torrent = torrentOf(files, 16);

  const verdict = await verifyContent({ torrent, root, signal });

  expect(verdict.faults).toHaveLength(20);
  expect(verdict.faultCount).toBe(30);
});

test('reports a file that shrinks while it is read', async () => {
  const torrent = lay([{ path: 'a.mp3', bytes: Buffer.alloc(3_000_000, 1) }], 65_536);

  const verdict = await verifyContent({
    torrent,
    root,
    signal,
    onProgress: () => truncateSync(join(root, 'Book/a.mp3'), 1_500_000),
  });

  expect(verdict.faults).toMatchObject([
    { kind: 'wrong-size', detail: 'it ended at byte 1500000 of 3000000 while it was read' },
  ]);
});

test('stops in the middle when it is aborted', async () => {
  const torrent = lay([{ path: 'a.mp3', bytes: Buffer.alloc(5_000_000, 1) }], 65_536);
  const controller = new AbortController();
  const reason = new Error('shutting down');
  const progress: number[] = [];

  const pending = verifyContent({
    torrent,
    root,
    signal: controller.signal,
    onProgress: (bytes) => {
      progress.push(bytes);
      controller.abort(reason);
    },
  });

  await expect(pending).rejects.toBe(reason);
  expect(progress).toHaveLength(1);
});
