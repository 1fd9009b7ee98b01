import { checkAudio } from '../integrity/audio.ts';
import { clock } from '../integrity/sound.ts';
import type { AudioVerdict } from '../integrity/verdict.ts';
import { wantedWork } from '../library/wanted-work.ts';
import type { TorrentEntry } from '../torrent/torrent.ts';
import type { CheckProgress } from './check-progress.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { judgeLength, type LengthVerdict } from './judge-length.ts';

export type Played = {
  audio: AudioVerdict;
  length: LengthVerdict;
  /** What was found, in words. */
  text: string;
};

/** Lets the audio of a download play to its end and holds its length against the catalogue. */
export async function playDownload(
  services: FollowServices,
  download: Download,
  content: { files: readonly TorrentEntry[]; root: string },
  { signal, progress }: { signal: AbortSignal; progress: CheckProgress },
): Promise<Played> {
  const { files, root } = content;
  const audio = await checkAudio({
    files,
    root,
    ffmpeg: services.ffmpeg,
    signal,
    onProgress: (share) => progress.show('the audio is played through', share),
  });
  const { decodedSeconds } = audio;
  if (decodedSeconds === null) {
    const why = audio.note ? `: ${audio.note}` : '';
    const length = { length: 'unknown', text: 'its length was not measured' } as const;
    return { audio, length, text: `decoding not checked${why}` };
  }
  const length = await lengthOf(services, download, decodedSeconds);
  const flaws = audio.decoding === 'flawed' ? `, ${audio.note}` : '';
  return { audio, length, text: `decoded (${clock(decodedSeconds)})${flaws}, ${length.text}` };
}

async function lengthOf(
  services: FollowServices,
  { missingBook, release }: Download,
  decodedSeconds: number,
): Promise<LengthVerdict> {
  if (!missingBook) return { length: 'unknown', text: 'no catalogue entry is known' };
  const wanted = await wantedWork(services.em(), missingBook);
  return judgeLength(decodedSeconds, wanted, release?.facts ?? {});
}
