import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorrentEntry } from '../torrent/torrent.ts';
import { isInside } from './real-path.ts';

const mostFiles = 20_000;
const mostFolders = 32;

export type FolderFiles = { files: TorrentEntry[] } | { refused: string; isUnfinished: boolean };

/**
 * Every file of a folder, or the one file, as a torrent would list it: paths begin with the name.
 * Refuses in words what does not lie plainly below the root, links of any kind, and too many files.
 */
export async function listFolder(realRoot: string, name: string): Promise<FolderFiles> {
  if (name.split('/').some((part) => ['', '.', '..'].includes(part) || part.includes('\0'))) {
    return refuse(`"${name}" is no plain name of a folder`);
  }
  const path = join(realRoot, name);
  try {
    if (!isInside(realRoot, path) || (await realpath(path)) !== path) {
      return refuse(`${path} is reached through a symbolic link`);
    }
    const files: TorrentEntry[] = [];
    const refused = await walk(realRoot, name, files, 0);
    return refused ?? { files };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return refuse(`${path} is not there`);
    if (code === 'EACCES' || code === 'EPERM') return refuse(`${path} cannot be read (${code})`);
    throw error;
  }
}

async function walk(
  realRoot: string,
  path: string,
  files: TorrentEntry[],
  depth: number,
): Promise<FolderFiles | null> {
  const found = await lstat(join(realRoot, path));
  if (found.isDirectory()) {
    if (depth === mostFolders) return refuse(`${path} is nested too deep`);
    for (const name of (await readdir(join(realRoot, path))).sort()) {
      const refused = await walk(realRoot, `${path}/${name}`, files, depth + 1);
      if (refused !== null) return refused;
    }
    return null;
  }
  if (found.isSymbolicLink()) return refuse(`${path} is a symbolic link`);
  if (!found.isFile()) return refuse(`${path} is no plain file`);
  if (unfinished.test(path)) return refuse(`${path} is not completely downloaded`, true);
  if (files.length === mostFiles) return refuse(`there are more than ${mostFiles} files`);
  files.push({ path, lengthBytes: found.size, isPadding: false });
  return null;
}

/** What qBittorrent and browsers append to a file until it is whole. */
const unfinished = /\.(?:!qb|part|crdownload)$/i;

function refuse(refused: string, isUnfinished = false): FolderFiles {
  return { refused, isUnfinished };
}
