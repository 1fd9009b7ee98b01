import { mkdir, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verifyContent } from '../integrity/verify.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import type { Differs, Stopped } from './placement.ts';
import type { PlannedFile } from './same-files.ts';
import { findLack, syncFolder } from './transfer.ts';

/**
 * Copies the planned files into an empty folder and holds the whole torrent against its pieces in one
 * reading; pieces reach across files, so those that nobody wants are read along.
 */
export async function copyChecked(
  planned: readonly PlannedFile[],
  folder: string,
  options: { torrent: TorrentFile; torrentRoot: string; minFreeBytes: number; signal: AbortSignal },
): Promise<'copy' | Stopped | Differs> {
  const { torrent, torrentRoot: root, signal } = options;
  const full = await findLack(folder, planned, options);
  if (full !== null) return full;
  const realRoot = await realpath(root);
  const targets = new Map(planned.map(({ from, to }) => [from, join(folder, to)]));
  const folders = new Set([folder]);
  const verdict = await verifyContent({
    torrent,
    root,
    signal,
    copyTo: async ({ path }) => {
      const target = targets.get(join(realRoot, path));
      if (target === undefined) return null;
      await mkdir(dirname(target), { recursive: true });
      folders.add(dirname(target));
      return await open(target, 'wx');
    },
  });
  if (verdict.status === 'failed') return { kind: 'differs', verdict };
  for (const path of folders) await syncFolder(path);
  return 'copy';
}
