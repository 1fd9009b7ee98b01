import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAudio } from '../integrity/extensions.ts';

/** One file of an edition; `path` below its folder, empty for an edition that is one file. */
export type EditionFile = { path: string; sizeBytes: number; isAudio: boolean };

/** Every file of the edition at a place, or why it cannot be taken as one. */
export async function editionFiles(
  place: string,
): Promise<{ isFile: boolean; files: EditionFile[]; sizeBytes: number } | { refused: string }> {
  const top = await statOrNull(place);
  if (!top) return { refused: `${place} is not there` };
  if (top.isFile()) {
    const file = { path: '', sizeBytes: top.size, isAudio: isAudio(place) };
    return { isFile: true, files: [file], sizeBytes: top.size };
  }
  if (!top.isDirectory()) return { refused: `${place} is neither a file nor a folder` };
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files: EditionFile[] = [];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) return { refused: `${full} is a link or a device` };
    const { size } = await lstat(full);
    files.push({ path: full.slice(place.length + 1), sizeBytes: size, isAudio: isAudio(full) });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return { isFile: false, files, sizeBytes };
}

async function statOrNull(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
