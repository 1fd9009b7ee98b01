import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { heavyTorrents } from '../torrent/heavy.ts';
import { hostileTorrent, seededRandom } from '../torrent/hostile.ts';
import { readHostile } from '../torrent/invariants.ts';
import type { Bench } from './run.ts';

const defaultInputs = 1_000_000;
/** From here on an input is read again, because on a shared machine the first time may tell of others. */
const doubtfulMs = 2;

export default {
  name: 'torrent-fuzz',
  question: 'Does any input break the reader of torrent files, or cost it much? [inputs] [seed]',
  async run() {
    const [inputs = defaultInputs, seed = Date.now() % 1e9] = process.argv.slice(3).map(Number);
    readMany(inputs, seed);
    await readHeavy();
  },
} satisfies Bench;

/** Input number n is made of the numbers that `seed + n` gives, so each one can be made again. */
function readMany(inputs: number, seed: number): void {
  const outcomes = new Map<string, number>();
  let slowest = { ms: 0, number: 0, bytes: 0 };
  let readMs = 0;
  const before = process.resourceUsage().maxRSS;
  for (let number = 0; number < inputs; number += 1) {
    const bytes = hostileTorrent(seededRandom(seed + number));
    const startedAt = performance.now();
    const outcome = readOr(bytes, (error) => `input ${number} of seed ${seed}: ${String(error)}`);
    const ms = performance.now() - startedAt;
    readMs += ms;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (ms < doubtfulMs || ms <= slowest.ms) continue;
    const again = Math.min(ms, timeOf(bytes), timeOf(bytes));
    if (again > slowest.ms) slowest = { ms: again, number, bytes: bytes.length };
  }
  const grownMb = (process.resourceUsage().maxRSS - before) / 1024;
  console.log(
    `\n${inputs.toLocaleString('en')} inputs, seed ${seed}: no crash, no answer out of order`,
  );
  console.log(
    `  ${Math.round(inputs / (readMs / 1000)).toLocaleString('en')} inputs/s in the reader`,
  );
  console.log(
    slowest.ms === 0
      ? `  slowest input        below ${doubtfulMs} ms`
      : `  slowest input        ${slowest.ms.toFixed(1)} ms (number ${slowest.number}, ${slowest.bytes} bytes)`,
  );
  console.log(`  memory of the process grew by ${grownMb.toFixed(0)} MB`);
  for (const [outcome, count] of [...outcomes].sort((a, b) => b[1] - a[1])) {
    console.log(`  ${outcome.padEnd(20)} ${count.toLocaleString('en')}`);
  }
}

function readOr(bytes: Buffer, explain: (error: unknown) => string): string {
  try {
    return readHostile(bytes);
  } catch (error) {
    throw new Error(explain(error), { cause: error });
  }
}

function timeOf(bytes: Buffer): number {
  const startedAt = performance.now();
  readHostile(bytes);
  return performance.now() - startedAt;
}

/** The largest input of each kind, each in a process of its own, so that its memory can be told. */
async function readHeavy(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'torrent-fuzz-'));
  const file = path.join(folder, 'heavy.torrent');
  console.log(
    '\nThe heaviest of their kinds: processor time of the first reading, memory beside the file',
  );
  try {
    for (const [name, make] of Object.entries(heavyTorrents)) {
      const bytes = make();
      await writeFile(file, bytes);
      const { outcome, cpuMs, peakBytes } = readAlone(file);
      const megabytes = (bytes.length / 1024 ** 2).toFixed(1);
      const peakMb = (peakBytes / 1024 ** 2).toFixed(0);
      console.log(
        `  ${name.padEnd(52)} ${megabytes.padStart(5)} MB  ${cpuMs.toFixed(0).padStart(4)} ms  ${peakMb.padStart(3)} MB  ${outcome}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readAlone(file: string): { outcome: string; cpuMs: number; peakBytes: number } {
  const script = path.join(import.meta.dirname, 'read-heavy.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the reader died: ${stderr}`);
  return JSON.parse(stdout) as { outcome: string; cpuMs: number; peakBytes: number };
}
