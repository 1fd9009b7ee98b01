import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createFfmpeg } from '../../src/clients/ffmpeg/index.ts';
import { judgeLength } from '../../src/downloads/judge-length.ts';
import { checkAudio } from '../../src/integrity/audio.ts';
import { verifyContent } from '../../src/integrity/verify.ts';
import { readTorrent } from '../../src/torrent/read.ts';
import type { TorrentFile } from '../../src/torrent/torrent.ts';
import { type Random, seededRandom } from '../labels/random.ts';
import { makeSound, type SoundKind } from '../support/sounds.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { makeTorrent } from '../support/torrent.ts';
import { spoils } from './corrupt.ts';
import type { Bench } from './run.ts';

const run = promisify(execFile);
const kinds: SoundKind[] = ['m4b', 'm4a', 'mp3', 'flac', 'ogg', 'opus'];
/** Long enough that a quarter is more than the minute by which a catalogue rounds. */
const seconds = 300;
const parts = 3000;
const badParts = 10;

const { signal } = new AbortController();
const ffmpeg = createFfmpeg({ searchPath: process.env['PATH'] });

/** How many were made, and how many each way of looking has found. */
type Tally = { made: number; onTheWay: number; asUploaded: number; probed: number };
type Finds = { onTheWay: boolean; asUploaded: boolean; probed: boolean };

export default {
  name: 'integrity',
  question: 'Which damage of audio is found, on its way and when it was uploaded so?',
  async run() {
    if (!(await ffmpeg.isThere())) throw new Error('ffmpeg is not installed');
    const folder = await makeTemporaryFolder('bench-integrity-');
    try {
      await compareAll(folder);
      await checkParts(path.join(folder, 'parts'));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
} satisfies Bench;

async function compareAll(folder: string): Promise<void> {
  const random = seededRandom(11);
  const tallies = new Map<string, Tally>();
  const byKind = new Map<string, Tally>();
  for (const kind of kinds) {
    const name = `book.${kind}`;
    const file = path.join(folder, name);
    await makeSound(file, { seconds });
    const good = await readFile(file);
    const torrent = torrentOf(name, good);
    const look = (bytes: Buffer) => lookAt(folder, { name, torrent, bytes });
    count(tallies, 'nothing is wrong', await look(good));
    for (const [spoiled, bytes] of variants(good, random)) {
      const finds = await look(bytes);
      count(tallies, spoiled, finds);
      if (/flipped/.test(spoiled)) count(byKind, `${spoiled}: ${kind}`, finds);
    }
    await makeSound(file, { seconds: seconds / 2, seed: 2 });
    count(tallies, 'half as long as the catalogue says', await look(await readFile(file)));
  }
  print(tallies);
  print(byKind);
}

function* variants(good: Buffer, random: Random): Generator<[string, Buffer]> {
  for (const [name, { times, spoil }] of Object.entries(spoils)) {
    for (let time = 0; time < times; time += 1) yield [name, spoil(good, random)];
  }
}

/** Looks at one file as damage on its way would be looked at, as an upload, and with ffprobe alone. */
async function lookAt(
  folder: string,
  { name, torrent, bytes }: { name: string; torrent: TorrentFile; bytes: Buffer },
): Promise<Finds> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const pieces = await verifyContent({ torrent, root: folder, signal });
  const files = [{ path: name, lengthBytes: bytes.length, isPadding: false }];
  const { decoding, decodedSeconds } = await checkAudio({ files, root: folder, ffmpeg, signal });
  return {
    onTheWay: pieces.status === 'failed',
    asUploaded: decoding === 'failed' || decoding === 'flawed' || isWrong(decodedSeconds ?? 0),
    probed: await isRefusedByProbe(file),
  };
}

function isWrong(length: number): boolean {
  return judgeLength(length, { durationSeconds: seconds }, {}).length === 'wrong';
}

/** The usual check: the header can be read, names audio, and promises the length of the catalogue. */
async function isRefusedByProbe(file: string): Promise<boolean> {
  const show = ['-show_entries', 'format=duration:stream=codec_type', '-of', 'json'];
  const answer = await run('ffprobe', ['-v', 'error', ...show, file]).catch(() => null);
  if (!answer) return true;
  const { format, streams } = JSON.parse(answer.stdout) as {
    format?: { duration?: string };
    streams?: { codec_type?: string }[];
  };
  const hasAudio = streams?.some((stream) => stream.codec_type === 'audio') ?? false;
  return !hasAudio || isWrong(Number(format?.duration ?? 0));
}

/** One set of very many files, some of them damaged. */
async function checkParts(folder: string): Promise<void> {
  await mkdir(folder);
  const first = path.join(folder, '0000.mp3');
  await makeSound(first, { seconds: 1 });
  const files = Array.from({ length: parts }, (_, part) => `${String(part).padStart(4, '0')}.mp3`);
  for (const file of files.slice(1)) await copyFile(first, path.join(folder, file));
  const good = await readFile(first);
  for (let bad = 0; bad < badParts; bad += 1) {
    const file = path.join(folder, files[bad * 299 + 7] ?? '');
    await writeFile(file, Buffer.from(good).fill(0, 2000, 2600));
  }
  const startedAt = performance.now();
  const entries = files.map((file) => ({ path: file, lengthBytes: good.length, isPadding: false }));
  const { faultCount } = await checkAudio({ files: entries, root: folder, ffmpeg, signal });
  const took = (performance.now() - startedAt) / 1000;
  console.log(
    `\n  ${parts} parts, ${badParts} damaged: ${faultCount} found in ${took.toFixed(0)} s`,
  );
}

function torrentOf(name: string, bytes: Buffer): TorrentFile {
  const announce = 'http://tracker.example/announce';
  const made = makeTorrent({ name, files: [{ path: name, bytes }], announce });
  const torrent = readTorrent(made.bytes, { allowedAnnounceHosts: ['tracker.example'] });
  if ('fault' in torrent) throw new Error(torrent.explanation);
  return torrent;
}

function count(tallies: Map<string, Tally>, name: string, finds: Finds): void {
  const tally = tallies.get(name) ?? { made: 0, onTheWay: 0, asUploaded: 0, probed: 0 };
  tally.made += 1;
  for (const way of ['onTheWay', 'asUploaded', 'probed'] as const) if (finds[way]) tally[way] += 1;
  tallies.set(name, tally);
}

function print(tallies: ReadonlyMap<string, Tally>): void {
  console.log(`\n  ${'found of'.padEnd(44)}made  on its way  as uploaded  ffprobe alone`);
  for (const [name, { made, onTheWay, asUploaded, probed }] of tallies) {
    const figures = [onTheWay, asUploaded, probed].map((found) => String(found).padStart(13));
    console.log(`  ${name.padEnd(44)}${String(made).padStart(4)}${figures.join('')}`);
  }
  const all = [...tallies.values()];
  const sum = (way: keyof Tally) => all.reduce((total, tally) => total + tally[way], 0);
  console.log(
    `  all: ${sum('made')} made, ${sum('onTheWay')}, ${sum('asUploaded')}, ${sum('probed')}`,
  );
}
