import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** One file as it lies on the disk. */
export type FileState = {
  bytes: Buffer;
  sha256: string;
  inode: number;
  links: number;
  mtimeMs: number;
};

/** Every file below a folder by its path there; links are not followed. */
export async function readFolder(folder: string): Promise<Map<string, FileState>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, FileState>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const { ino, nlink, mtimeMs } = await stat(file);
    const bytes = await readFile(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.set(path.relative(folder, file), { bytes, sha256, inode: ino, links: nlink, mtimeMs });
  }
  return files;
}
