import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorrentEntry, TorrentFile } from '../torrent/torrent.ts';
import { createPieceCheck, filesOfBadPieces } from './pieces.ts';
import { findAbsent, readFault } from './present.ts';
import { type ContentFault, type Verdict, verdictOf } from './verdict.ts';

const chunkBytes = 1024 * 1024;

/**
 * Compares what lies below the save path with the torrent: names, sizes, then every piece hash. A
 * missing or resized file ends the check before any hashing. Where `copyTo` opens a file for one of
 * the torrent's, the bytes that are read go there as well. Rejects only with the reason of the signal
 * or an error that says nothing about the content.
 */
export async function verifyContent(options: {
  torrent: TorrentFile;
  root: string;
  signal: AbortSignal;
  onProgress?: (checkedBytes: number) => void;
  copyTo?: (file: TorrentEntry) => Promise<FileHandle | null>;
}): Promise<Verdict> {
  const { torrent, root, signal, onProgress, copyTo } = options;
  const realRoot = await realpath(root).catch((error: unknown) => rootFault(error));
  if (typeof realRoot !== 'string') return verdictOf([realRoot], 0);
  const onDisk = torrent.files.filter((file) => !file.isPadding);
  const absent = await findAbsent(onDisk, realRoot, signal);
  if (absent.length > 0) return verdictOf(absent, 0);

  const check = createPieceCheck(torrent);
  const buffer = Buffer.alloc(chunkBytes);
  let checkedBytes = 0;
  const take = (chunk: Buffer): void => {
    signal.throwIfAborted();
    check.add(chunk);
    checkedBytes += chunk.length;
    onProgress?.(checkedBytes);
  };
  for (const file of torrent.files) {
    await using copy = (await copyTo?.(file)) ?? null;
    const chunks = file.isPadding ? zerosOf(file) : bytesOf(file, realRoot, buffer);
    const broken = await takeAll(file, chunks, async (chunk) => {
      take(chunk);
      await copy?.writeFile(chunk);
    });
    await copy?.sync();
    if (broken === null) continue;
    return verdictOf([broken, ...filesOfBadPieces(torrent, check.badPieces)], checkedBytes);
  }
  return verdictOf(filesOfBadPieces(torrent, check.badPieces), checkedBytes);
}

/** Without the save path nothing can be said about the content, so no file is called missing. */
function rootFault(error: unknown): ContentFault {
  return { ...readFault('', error), kind: 'unreadable' };
}

async function takeAll(
  file: TorrentEntry,
  chunks: AsyncIterable<Buffer | ContentFault>,
  take: (chunk: Buffer) => Promise<void>,
): Promise<ContentFault | null> {
  const { path, lengthBytes } = file;
  let readBytes = 0;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) return chunk;
    await take(chunk);
    readBytes += chunk.length;
  }
  if (readBytes === lengthBytes) return null;
  const detail = `it ended at byte ${readBytes} of ${lengthBytes} while it was read`;
  return { kind: 'wrong-size', path, detail };
}

/** Each chunk is a view of the buffer, good until the next one; what cannot be read ends them. */
async function* bytesOf(
  file: TorrentEntry,
  realRoot: string,
  buffer: Buffer,
): AsyncGenerator<Buffer | ContentFault> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  try {
    await using handle = await open(join(realRoot, file.path), flags);
    for (let left = file.lengthBytes; left > 0; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(left, buffer.length));
      if (bytesRead === 0) return;
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    yield readFault(file.path, error);
  }
}

async function* zerosOf(file: TorrentEntry): AsyncGenerator<Buffer> {
  const zeros = Buffer.alloc(Math.min(file.lengthBytes, chunkBytes));
  for (let left = file.lengthBytes; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}
