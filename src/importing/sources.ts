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
  if (absent !== undefined) return missing(`${absent.path}: ${absent.detail}.`);
  const places = layOut(files.map(({ path }) => path));
  return files.map(({ path, lengthBytes }, index) => ({
    from: join(realRoot, path),
    to: places[index] ?? path,
    lengthBytes,
  }));
}

const leadsOut = stopped(
  'outside-root',
  'A file of the download lies outside the download folder.',
  'Correct PATH_MAP or remove the download.',
);

function missing(explanation: string): Stopped {
  return stopped(
    'source-missing',
    explanation,
    'Check PATH_MAP and the download in the download client, then retry the import.',
  );
}
