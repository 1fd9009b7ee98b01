import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isInstalled } from './programs.ts';

const run = promisify(execFile);

export const ffmpegAvailable = isInstalled('ffmpeg', '-version', 'the tests with real audio');

export type BookTags = { title: string; author: string; narrator: string };

/** One m4b with equally long chapters. */
export async function makeM4b(
  file: string,
  tags: BookTags,
  { seconds, chapters }: { seconds: number; chapters: number },
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const marks = `${file}.chapters`;
  await writeFile(marks, chapterMarks(seconds, chapters));
  const withMarks = ['-i', marks, '-map', '0:a', '-map_chapters', '1', '-f', 'mp4'];
  await encode([...noise(seconds, 1), ...withMarks, ...metadata(tags), file]);
  await rm(marks);
}

/** A folder of equally long mp3 files, `01 - Part 1.mp3` and so on. */
export async function makeMp3Set(
  folder: string,
  tags: BookTags,
  { seconds, parts }: { seconds: number; parts: number },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let part = 1; part <= parts; part += 1) {
    await encode([
      ...noise(seconds / parts, part),
      ...metadata(tags),
      '-metadata',
      `track=${part}/${parts}`,
      path.join(folder, `${String(part).padStart(2, '0')} - Part ${part}.mp3`),
    ]);
  }
}

function noise(seconds: number, seed: number): string[] {
  return ['-f', 'lavfi', '-i', `anoisesrc=c=pink:r=22050:d=${seconds}:seed=${seed}`];
}

function metadata({ title, author, narrator }: BookTags): string[] {
  const tags = { title, album: title, artist: author, composer: narrator, genre: 'Audiobook' };
  return Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
}

function chapterMarks(seconds: number, chapters: number): string {
  const stepMs = Math.floor((seconds * 1000) / chapters);
  const blocks = Array.from({ length: chapters }, (_, index) =>
    [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${index * stepMs}`,
      `END=${(index + 1) * stepMs}`,
      `title=Chapter ${index + 1}`,
    ].join('\n'),
  );
  return [';FFMETADATA1', ...blocks, ''].join('\n');
}

/** Runs ffmpeg; the last argument is the file to write: mono at 64 kbit/s. */
async function encode(args: string[]): Promise<void> {
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
  const sound = ['-ac', '1', '-b:a', '64k'];
  await run('ffmpeg', [...quiet, ...args.slice(0, -1), ...sound, ...args.slice(-1)]);
}
