import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How ffmpeg writes each kind of file that an audiobook comes in. */
const codecs = {
  m4b: ['-c:a', 'aac', '-b:a', '64k', '-f', 'mp4'],
  m4a: ['-c:a', 'aac', '-b:a', '64k', '-f', 'mp4'],
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k'],
  flac: ['-c:a', 'flac'],
  ogg: ['-c:a', 'libvorbis'],
  opus: ['-c:a', 'libopus', '-b:a', '48k'],
  aac: ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts'],
  wav: [],
} as const;

export type SoundKind = keyof typeof codecs;
export const soundKinds = Object.keys(codecs) as SoundKind[];

/** Writes noise that differs with its seed, as the kind of file that the name ends with. */
export async function makeSound(
  file: string,
  { seconds, seed = 1, extra = [] }: { seconds: number; seed?: number; extra?: string[] },
): Promise<void> {
  const codec = codecs[path.extname(file).slice(1) as SoundKind];
  const noise = `anoisesrc=c=pink:r=24000:d=${seconds}:seed=${seed}`;
  await mkdir(path.dirname(file), { recursive: true });
  const quiet = ['-nostdin', '-v', 'error', '-y'];
  await run('ffmpeg', [...quiet, '-f', 'lavfi', '-i', noise, '-ac', '1', ...codec, ...extra, file]);
}
