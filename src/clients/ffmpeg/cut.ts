import { formats } from './decode.ts';
import { readOutput } from './run.ts';

/** Sound as a WAV file, 16 kHz mono; `broken-off` when none could be cut. */
export type Cut = { kind: 'cut'; wav: Buffer } | { kind: 'broken-off'; reason: string };

const samplesPerSecond = 16_000;
const bytesPerSecond = 2 * samplesPerSecond;
const headerBytes = 4096;
const withinMs = 60_000;

const input = `-nostdin -hide_banner -nostats -loglevel error -protocol_whitelist file,pipe -format_whitelist ${formats} -vn -sn -dn -threads 1`;
const sound = `-map 0:a:0 -ac 1 -ar ${samplesPerSecond} -c:a pcm_s16le -map_metadata -1 -f wav pipe:1`;

/** Cuts the first seconds out of a file. */
export async function cutBeginning(program: string, file: string, seconds: number): Promise<Cut> {
  const from = [...input.split(' '), '-t', String(seconds), '-i', `file:${file}`];
  const mostBytes = seconds * bytesPerSecond + headerBytes;
  const end = await readOutput(program, [...from, ...sound.split(' ')], { withinMs, mostBytes });
  if ('brokenOff' in end) return { kind: 'broken-off', reason: `ffmpeg: ${end.brokenOff}` };
  return { kind: 'cut', wav: end.output };
}
