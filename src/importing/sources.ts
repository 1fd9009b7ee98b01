import { join } from 'node:path';
import { findAbsent } from '../integrity/present.ts';
import { layOut } from './layout.ts';
import { type Stopped, stopped } from './placement.ts';
import { isInside, realOrNull } from './real-path.ts';
import type { PlannedFile } from './same-files.ts';

/** Finds every source as a plain file of its size below the download folder, and where it will go. */
export async function planFiles(options: {
  torrentRoot: string;
  files: readonly { path: string; lengthBytes: number }[];
  signal: AbortSignal;
}): Promise<PlannedFile[] | Stopped> {
  const { files, signal } = options;
  const realRoot = await realOrNull(options.torrentRoot);
  if (realRoot === null) return missing('The download folder is not there.');
  if (files.length === 0) return missing('The download has no file for the library.');
  if (files.some(({ path }) => !isInside(realRoot, join(realRoot, path)))) return leadsOut;
  const [absent] = await findAbsent(files, realRoot, signal);
  if (absent !== undefined) {
    const explanation = `${absent.path}: ${absent.detail}.`;
    const isUnreadable = absent.kind === 'unreadable';
    return isUnreadable ? stopped('unreadable', explanation) : missing(explanation);
  }
  const places = layOut(files.map(({ path }) => path));
  const clashing = clash(places);
  if (clashing !== null) return clashing;
  return files.map(({ path, lengthBytes }, index) => ({
    from: join(realRoot, path),
    to: places[index] ?? path,
    lengthBytes,
  }));
}

const leadsOut = stopped(
  'source-outside',
  'A file of the download lies outside the download folder.',
);

function missing(explanation: string): Stopped {
  return stopped('source-missing', explanation);
}

/** On disks that do not tell upper from lower case two such files would be one. */
function clash(places: readonly string[]): Stopped | null {
  const seen = new Map<string, string>();
  for (const place of places) {
    const key = place.normalize('NFC').toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) {
      return stopped('names-clash', `${twin} and ${place} would be one file on some disks.`);
    }
    seen.set(key, place);
  }
  return null;
}
