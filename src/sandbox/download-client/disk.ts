import { type FileHandle, mkdir, open, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Metainfo, pieceHash } from '../torrents.ts';
import type { ClientTorrent } from './torrent.ts';

/** Hashes what is on disk and notes which pieces are right. */
export async function checkPieces(torrent: ClientTorrent): Promise<void> {
  const { meta, savePath } = torrent;
  const parts = await Promise.all(
    meta.files.map(async ({ path, sizeBytes }) => {
      const bytes = await readFile(join(savePath, path)).catch(() => Buffer.alloc(0));
      return Buffer.concat([bytes, Buffer.alloc(Math.max(0, sizeBytes - bytes.length))], sizeBytes);
    }),
  );
  const content = Buffer.concat(parts);
  torrent.have = meta.pieces.map((hash, index) => {
    const start = index * meta.pieceBytes;
    return pieceHash(content.subarray(start, start + meta.pieceBytes)) === hash;
  });
}

/** Writes one piece where its bytes belong; a piece may reach over several files. */
export async function writePiece(
  meta: Metainfo,
  savePath: string,
  index: number,
  content: Buffer,
): Promise<void> {
  const start = index * meta.pieceBytes;
  const end = Math.min(start + meta.pieceBytes, meta.sizeBytes);
  let fileStart = 0;
  for (const { path, sizeBytes } of meta.files) {
    const from = Math.max(start, fileStart);
    const to = Math.min(end, fileStart + sizeBytes);
    if (from < to) {
      const file = await openForWriting(join(savePath, path));
      await file.write(content.subarray(from, to), 0, to - from, from - fileStart);
      await file.close();
    }
    fileStart += sizeBytes;
  }
}

/** Removes the torrent's files and, if nothing else is in it, its folder. */
export async function removeFiles({ meta, savePath }: ClientTorrent): Promise<void> {
  for (const { path } of meta.files) await rm(join(savePath, path), { force: true });
  await rmdir(join(savePath, meta.name)).catch(() => undefined);
}

async function openForWriting(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  // "r+" keeps what other pieces have written, "a" first makes sure there is a file.
  await (await open(path, 'a')).close();
  return open(path, 'r+');
}
