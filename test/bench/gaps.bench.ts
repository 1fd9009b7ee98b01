import { distance } from 'fastest-levenshtein';
import { findGaps, type GapReport } from '../../src/library/gaps.ts';
import { foldName, foldSeries } from '../../src/library/text.ts';
import {
  type GeneratedLibrary,
  generateLibrary,
  generateLongSeries,
  today,
} from './gap-library.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

const sizes = [1605, 20_000, 100_000];
const longSeries = [250, 1000, 4000];
const rounds = 5;
/** So many comparisons are timed and scaled up. */
const sampledPairs = 400_000;
const policy = { novellas: 'ask', omnibus: 'covers', languages: ['en'] } as const;

export default {
  name: 'gaps',
  question: 'How long to find what a library lacks, and does the time grow with its size?',
  async run() {
    await measure('books in series of 3 to 40', sizes, generateLibrary);
    await measure('books in one series', longSeries, generateLongSeries);
  },
} satisfies Bench;

async function measure(
  what: string,
  counts: readonly number[],
  generate: (size: number) => GeneratedLibrary,
): Promise<void> {
  const medians: number[] = [];
  for (const size of counts) {
    const library = generate(size);
    const times: number[] = [];
    const ours = async () => {
      const cost = costOf(() => analyse(library));
      times.push(cost.processor);
      return { 'clock ms': [cost.clock], 'processor ms': [cost.processor] };
    };
    const everyPair = async () => {
      const { cost, scale } = compareSample(library);
      return { 'clock ms': [cost.clock * scale], 'processor ms': [cost.processor * scale] };
    };
    await compare(
      `${size.toLocaleString('en')} ${what}`,
      { ours, 'every pair (Levenshtein), scaled': everyPair },
      rounds,
    );
    printAnswers(library, analyse(library));
    medians.push(times.slice(1).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN);
  }
  printGrowth(counts, medians);
}

/** What a scan does with the names of all books, then with each series. */
function analyse({ books, series }: GeneratedLibrary): GapReport[] {
  const keyOf = (name: string, author: string) => `${foldSeries(name)}\n${foldName(author)}`;
  const shelves = Map.groupBy(books, (book) => keyOf(book.series, book.authors[0] ?? ''));
  return series.map(({ name, author, entries }) => {
    return findGaps({ entries, owned: shelves.get(keyOf(name, author)) ?? [], today, policy });
  });
}

/** Some entries held against every book, and how many times as many there are. */
function compareSample({ books, series }: GeneratedLibrary): { cost: Cost; scale: number } {
  const entries = series.flatMap((one) => one.entries);
  const wanted = Math.max(4, Math.ceil(sampledPairs / books.length));
  const step = Math.max(1, Math.floor(entries.length / wanted));
  const sample = entries.filter((_, index) => index % step === 0);
  const cost = costOf(() =>
    sample.filter((entry) => books.filter((book) => isAlike(entry.title, book.title)).length > 0),
  );
  return { cost, scale: entries.length / sample.length };
}

function isAlike(a: string, b: string): boolean {
  return 1 - distance(a, b) / Math.max(a.length, b.length) >= 0.85;
}

function printAnswers({ series }: GeneratedLibrary, reports: readonly GapReport[]): void {
  const known = series.flatMap((one) => [...one.missing, ...one.announced, ...one.covered]).length;
  const wrong = reports.filter((report, index) => {
    const one = series[index];
    const found = [report.missing, report.announced, report.coveredByOmnibus].map(places);
    const wanted = [one?.missing, one?.announced, one?.covered].map((list) => list?.join());
    return found.join('|') !== wanted.join('|');
  });
  console.log(
    `  answers              ${series.length - wrong.length} of ${series.length} series exactly as known, ${known} gaps`,
  );
}

function places(list: readonly { position: string }[]): string {
  return list.map(({ position }) => position).join();
}

/** 1: twice the books take twice the time; 2: four times. */
function printGrowth(counts: readonly number[], medians: readonly number[]): void {
  const exponents = counts.slice(1).map((count, index) => {
    const times = (medians[index + 1] ?? Number.NaN) / (medians[index] ?? Number.NaN);
    return (Math.log(times) / Math.log(count / (counts[index] ?? Number.NaN))).toFixed(2);
  });
  console.log(`\ngrowth exponent of ours from size to size: ${exponents.join(', ')}`);
}

type Cost = { clock: number; processor: number };

/** Milliseconds; those of the processor say more where other programs run, too. */
function costOf(work: () => unknown): Cost {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - startedAt, processor: (user + system) / 1000 };
}
