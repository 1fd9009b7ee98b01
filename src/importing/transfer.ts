import { createReadStream, createWriteStream } from 'node:fs';
import { link, lstat, mkdir, open, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Stopped, stopped } from './placement.ts';
import type { PlannedFile } from './same-files.ts';

/** Another file system, one without links, or a file that has all the links it may have. */
const unlinkable = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Links, or where that is impossible copies, the planned files into an empty folder and syncs what
 * it wrote. Returns how it went; sources are only read.
 */
export async function transfer(
  planned: readonly PlannedFile[],
  folder: string,
  options: { method: 'link' | 'copy'; minFreeBytes: number; signal: AbortSignal },
): Promise<'link' | 'copy' | Stopped> {
  const folders = new Set([folder]);
  let method: 'link' | 'copy' = 'link';
  for (const [index, file] of planned.entries()) {
    options.signal.throwIfAborted();
    const target = join(folder, file.to);
    await mkdir(dirname(target), { recursive: true });
    folders.add(dirname(target));
    if (options.method === 'copy' || !(await tryLink(file.from, target))) {
      const isFirst = method === 'link';
      const full = isFirst ? await findLack(folder, planned.slice(index), options) : null;
      if (full !== null) return full;
      method = 'copy';
      await copy(file.from, target, options.signal);
    }
    if ((await lstat(target)).size !== file.lengthBytes) return changed(file.from);
  }
  for (const path of folders) await syncFolder(path);
  return method;
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for that.
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems sync files only.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  }
}

/** False where no link can be made from the one to the other. */
export async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (unlinkable.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function copy(from: string, to: string, signal: AbortSignal): Promise<void> {
  const writing = createWriteStream(to, { flags: 'wx', flush: true });
  await pipeline(createReadStream(from), writing, { signal });
}

/** Why the disk has no room for the copies and the reserve; null when it has. */
export async function findLack(
  folder: string,
  toCopy: readonly PlannedFile[],
  { minFreeBytes }: { minFreeBytes: number },
): Promise<Stopped | null> {
  const { bavail, bsize } = await statfs(folder);
  const neededBytes = toCopy.reduce((sum, file) => sum + file.lengthBytes, minFreeBytes);
  if (bavail * bsize >= neededBytes) return null;
  const [free, needed] = [bavail * bsize, neededBytes].map(sizeText);
  return stopped(
    'no-space',
    `The library has ${free} left, and the copy with its reserve needs ${needed}.`,
  );
}

function sizeText(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function changed(source: string): Stopped {
  return stopped('source-changed', `${source} changed while it was imported.`);
}
