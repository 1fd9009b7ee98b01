import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a download and its place below the book's folder. */
export type PlannedFile = { from: string; to: string; lengthBytes: number };

const chunkBytes = 1024 * 1024;

/**
 * How every planned file already came into a folder: as links to the sources, or else as equal copies.
 * `null` when one of them is missing or different.
 */
export async function howPlaced(
  folder: string,
  planned: readonly PlannedFile[],
): Promise<'link' | 'copy' | null> {
  let method: 'link' | 'copy' = 'link';
  for (const file of planned) {
    const same = await compare(file.from, join(folder, file.to));
    if (same === null) return null;
    if (same === 'copy') method = 'copy';
  }
  return method;
}

async function compare(source: string, target: string): Promise<'link' | 'copy' | null> {
  try {
    const [a, b] = await Promise.all([lstat(source), lstat(target)]);
    if (!b.isFile() || a.size !== b.size) return null;
    if (a.dev === b.dev && a.ino === b.ino) return 'link';
    return (await hasSameBytes(source, target)) ? 'copy' : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

async function hasSameBytes(source: string, target: string): Promise<boolean> {
  await using a = await open(source);
  await using b = await open(target);
  for (;;) {
    const [left, right] = await Promise.all([readChunk(a), readChunk(b)]);
    if (!left.equals(right)) return false;
    if (left.length === 0) return true;
  }
}

/** A read may be short without being the last one, so it is filled up. */
async function readChunk(handle: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(chunkBytes);
  let filled = 0;
  while (filled < chunkBytes) {
    const { bytesRead } = await handle.read(buffer, filled, chunkBytes - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
