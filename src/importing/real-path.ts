import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';

/** The path without links; `null` when there is nothing, or only a link to nowhere. */
export async function realOrNull(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** Whether an absolute path without links lies below a folder. */
export function isInside(realRoot: string, path: string): boolean {
  return path.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
}
