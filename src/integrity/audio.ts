import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ffmpeg } from '../clients/ffmpeg/index.ts';
import type { TorrentEntry } from '../torrent/torrent.ts';
import { extensionVerdict, isAudio } from './extensions.ts';
import { findDisguised } from './heads.ts';
import { decodingFault, flawOf } from './sound.ts';
import { type AudioVerdict, audioVerdict, type ContentFault } from './verdict.ts';

/**
 * Looks whether the files that go into the library are what their names say, and lets every audio file play from beginning to
 * end, one after the other. Disguised files end the check before anything is decoded.
 */
export async function checkAudio(options: {
  files: readonly TorrentEntry[];
  root: string;
  ffmpeg: Pick<Ffmpeg, 'isThere' | 'decode'>;
  signal: AbortSignal;
  onProgress?: (share: number) => void;
}): Promise<AudioVerdict> {
  const { root, ffmpeg, signal, onProgress } = options;
  const files = extensionVerdict(options.files).link;
  const realRoot = await realpath(root);
  const paths = files.map(({ path }) => path);
  const disguised = await findDisguised(paths, realRoot, signal);
  if (disguised.length > 0) return audioVerdict(disguised, null);
  const audio = files.filter(({ path }) => isAudio(path));
  if (audio.length === 0) return audioVerdict([], null, 'there is no audio file');
  if (!(await ffmpeg.isThere())) return audioVerdict([], null, 'ffmpeg is not installed');

  const faults: ContentFault[] = [];
  const flaws: string[] = [];
  const totalBytes = audio.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  let decodedSeconds = 0;
  let doneBytes = 0;
  for (const { path, lengthBytes } of audio) {
    const decoding = await ffmpeg.decode(join(realRoot, path), {
      signal,
      onProgress(seconds, headerSeconds) {
        const share = headerSeconds ? Math.min(1, seconds / headerSeconds) : 0;
        onProgress?.((doneBytes + lengthBytes * share) / totalBytes);
      },
    });
    if (decoding.kind === 'broken-off') {
      return audioVerdict(faults, null, `${path}: ${decoding.reason}`);
    }
    const fault = decodingFault(path, decoding);
    if (fault) faults.push(fault);
    flaws.push(...[flawOf(path, decoding)].filter((flaw) => flaw !== null));
    decodedSeconds += decoding.decodedSeconds;
    doneBytes += lengthBytes;
    onProgress?.(doneBytes / totalBytes);
  }
  return audioVerdict(faults, decodedSeconds, flaws.length > 0 ? flawText(flaws) : null);
}

function flawText([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  const more = others.length === 1 ? '1 more file has' : `${others.length} more files have`;
  return `${first}; ${more} flaws, too`;
}
