import os from 'node:os';

/** Figures of one turn by name, the unit in the name (`start ms`): one or more samples of each. */
export type Turn = () => Promise<Record<string, readonly number[]>>;

/** Who is compared, by name: the first is ours, the others are what it is measured against. */
export type Contestants = Readonly<Record<string, Turn>>;

/** Samples of one contestant for one figure, a list for each round. */
type Samples = readonly (readonly number[])[];

const leastRounds = 5;
const enoughForP99 = 100;

/** The machine in one line: absolute figures mean nothing without it. */
export function machine(): string {
  const load = os.loadavg()[0]?.toFixed(1);
  const cores = `${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim()})`;
  return `${cores}, Node ${process.version}, ${os.type()} ${os.arch()}, load ${load}, ${new Date().toISOString().slice(0, 10)}`;
}

/**
 * Lets the contestants take turns, so that whatever else the machine does falls on all of them alike,
 * and prints the figures of each and the ratio of ours to every other. The first round is not counted.
 */
export async function compare(
  title: string,
  contestants: Contestants,
  rounds = leastRounds,
): Promise<void> {
  const taken = Object.entries(contestants).map(([name, turn]) => ({
    name,
    turn,
    rounds: [] as Awaited<ReturnType<Turn>>[],
  }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of taken) {
      const figures = await one.turn();
      if (round > 0) one.rounds.push(figures);
    }
  }
  console.log(`\n${title} (${rounds} rounds)`);
  const figures = new Set(taken.flatMap((one) => one.rounds.flatMap(Object.keys)));
  for (const figure of figures) {
    let ours: Samples | undefined;
    for (const one of taken) {
      const samples = one.rounds.flatMap((round) => (round[figure] ? [round[figure]] : []));
      if (samples.length === 0) continue;
      const ratio = ours ? ratioOf(ours, samples) : '';
      if (one === taken[0]) ours = samples;
      console.log(`  ${figure.padEnd(20)} ${one.name.padEnd(36)} ${describe(samples)}${ratio}`);
    }
  }
}

function describe(samples: Samples): string {
  const sorted = samples.flat().toSorted((a, b) => a - b);
  const p99 = sorted.length >= enoughForP99 ? `  p99 ${show(quantile(sorted, 0.99))}` : '';
  return `median ${show(quantile(sorted, 0.5))} (${show(sorted[0])}–${show(sorted.at(-1))})${p99}`;
}

/** The ratio of all medians and, with samples enough, of all p99; in brackets the least and greatest of single rounds. */
function ratioOf(ours: Samples, other: Samples): string {
  const isEnough = Math.min(ours.flat().length, other.flat().length) >= enoughForP99;
  const atP99 = isEnough ? `  p99 ${ratioAt(0.99, ours, other)}` : '';
  return `  ours/this ${ratioAt(0.5, ours, other)}${atP99}`;
}

function ratioAt(share: number, ours: Samples, other: Samples): string {
  const at = (samples: readonly number[]) =>
    quantile(
      samples.toSorted((a, b) => a - b),
      share,
    );
  const perRound = ours.map((samples, round) => at(samples) / at(other[round] ?? []));
  const sorted = perRound.toSorted((a, b) => a - b);
  return `${show(at(ours.flat()) / at(other.flat()))} (${show(sorted[0])}–${show(sorted.at(-1))})`;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Three digits that count, and no more precision than a shared machine has. */
function show(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '?';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
