import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorrentEntry, TorrentFile } from '../torrent/torrent.ts';
import { createPieceCheck, filesOfBadPieces } from './pieces.ts';
import { findAbsent, readFault } from './present.ts';
import { type ContentFault, type Verdict, verdictOf } from './verdict.ts';

const chunkBytes = 1024 * 1024;

/**
 * Compares what lies below the save path with the torrent: names, sizes, then every piece hash. A
 * missing or resized file ends the check before any hashing. Rejects only with the reason of the
 * signal or an error that says nothing about the content.
 */
export async function verifyContent(options: {
  torrent: TorrentFile;
  root: string;
  signal: AbortSignal;
  onProgress?: (checkedBytes: number) => void;
}): Promise<Verdict> {
  const { torrent, root, signal, onProgress } = options;
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
    const chunks = file.isPadding ? zerosOf(file) : bytesOf(file, realRoot, buffer);
    const broken = await takeAll(file, chunks, take);
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
  chunks: AsyncIterable<Buffer>,
  take: (chunk: Buffer) => void,
): Promise<ContentFault | null> {
  const { path, lengthBytes } = file;
  let readBytes = 0;
  try {
    for await (const chunk of chunks) {
      take(chunk);
      readBytes += chunk.length;
    }
  } catch (error) {
    return readFault(path, error);
  }
  if (readBytes === lengthBytes) return null;
  const detail = `it ended at byte ${readBytes} of ${lengthBytes} while it was read`;
  return { kind: 'wrong-size', path, detail };
}

/** Each chunk is a view of the buffer, good until the next one. */
async function* bytesOf(
  file: TorrentEntry,
  realRoot: string,
  buffer: Buffer,
): AsyncGenerator<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  await using handle = await open(join(realRoot, file.path), flags);
  for (let left = file.lengthBytes; left > 0; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(left, buffer.length));
    if (bytesRead === 0) return;
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* zerosOf(file: TorrentEntry): AsyncGenerator<Buffer> {
  const zeros = Buffer.alloc(Math.min(file.lengthBytes, chunkBytes));
  for (let left = file.lengthBytes; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}
