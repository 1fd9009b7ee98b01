import { devNull } from 'node:os';
import { readLog } from './log-lines.ts';
import { runQuietly } from './run.ts';

/** What became of a decoding; `broken-off` says nothing about the file. */
export type Decoding =
  | {
      kind: 'done';
      /** Sound that came out, whatever the header promises. */
      decodedSeconds: number;
      /** What the header says; null when it says nothing and ffmpeg only estimates. */
      headerSeconds: number | null;
      errorCount: number;
      firstError: string | null;
      /** The sound is encrypted. */
      isLocked: boolean;
      isDecoded: boolean;
    }
  | { kind: 'broken-off'; reason: string };

export type DecodeOptions = {
  signal: AbortSignal;
  /** What came out so far, of as much as the header promises. */
  onProgress?: (decodedSeconds: number, headerSeconds: number | null) => void;
  /** How long no further sound may come out before it is given up. */
  silentMs?: number;
};

const defaultSilentMs = 120_000;
const bytesPerSecond = 8000;

/** Playlists and the like, which lead to other files, are no formats of these. */
export const formats = 'mp3,mov,flac,ogg,aac,wav';

/** Coarse sound is enough: its bytes count the samples, which timestamps with gaps would not. */
const output = `-map 0:a:0 -ac 1 -ar ${bytesPerSecond} -c:a pcm_u8 -f u8 -y`.split(' ');
const input =
  `-nostdin -hide_banner -nostats -loglevel repeat+level+info -progress pipe:1 -protocol_whitelist file -format_whitelist ${formats} -vn -sn -dn -threads 1`.split(
    ' ',
  );

/** Only here nobody's encoder writes wrong checksums. */
const flacChecks = ['-err_detect', 'crccheck'];

export async function decodeFile(
  program: string,
  file: string,
  { signal, onProgress, silentMs = defaultSilentMs }: DecodeOptions,
): Promise<Decoding> {
  const log = readLog();
  let decodedSeconds = 0;
  const checks = /\.flac$/i.test(file) ? flacChecks : [];
  const from = [...input, ...checks, '-i', `file:${file}`];
  const end = await runQuietly(program, [...from, ...output, devNull], {
    signal,
    silentMs,
    onError: log.add,
    onOutput(line) {
      const bytes = Number(/^total_size=(\d+)/.exec(line)?.[1] ?? 0);
      if (bytes / bytesPerSecond <= decodedSeconds) return false;
      decodedSeconds = bytes / bytesPerSecond;
      onProgress?.(decodedSeconds, log.read().headerSeconds);
      return true;
    },
  });
  if ('brokenOff' in end) return { kind: 'broken-off', reason: end.brokenOff };
  const isDecoded = end.code === 0;
  const { brokenProgram, ...read } = log.read();
  if (!isDecoded && decodedSeconds === 0 && brokenProgram !== null) {
    return { kind: 'broken-off', reason: `ffmpeg does not work here (${brokenProgram})` };
  }
  return { kind: 'done', decodedSeconds, ...read, isDecoded };
}
