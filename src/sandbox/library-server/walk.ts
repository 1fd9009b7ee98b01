import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

const audioTypes = new Set(['.mp3', '.m4b', '.m4a', '.mp4', '.ogg', '.opus', '.flac', '.aac']);

export function isAudioName(path: string): boolean {
  return audioTypes.has(extname(path).toLowerCase());
}

/**
 * The files below a folder by the library item they belong to, all as paths relative to it: an
 * item is the first folder with audio in it, the parent of a disc folder, or a bare file.
 */
export async function walkLibrary(folder: string): Promise<Map<string, string[]>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort((left, right) => depthOf(left) - depthOf(right) || (left < right ? -1 : 1));
  const groups = new Map<string, string[]>();
  const groupOf = (path: string) => [...groups].find(([item]) => path.startsWith(`${item}/`))?.[1];
  for (const path of paths.filter(isAudioName)) {
    const group = groupOf(path);
    if (group) group.push(path);
    else groups.set(itemPathOf(path), [path]);
  }
  for (const path of paths) if (!isAudioName(path)) groupOf(path)?.push(path);
  return groups;
}

function itemPathOf(path: string): string {
  const home = dirname(path);
  if (home === '.') return path;
  const isDisc = /^(cd|disc|disk) ?\d{1,3}$/i.test(basename(home)) && depthOf(home) > 0;
  return isDisc ? dirname(home) : home;
}

function depthOf(path: string): number {
  return path.split('/').length;
}
