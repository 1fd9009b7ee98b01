import { seededRandom } from '../labels/random.ts';
import { readers, texts } from '../releases/bounds.ts';
import type { Bench } from './run.ts';

const randomTexts = 40;
const size = 1_000_000;
const rounds = 3;

type Slowest = { ms: number; text: string };

export default {
  name: 'parse',
  question: 'How long does it take to read a megabyte that was made to be slow, or of anything?',
  async run() {
    const any = randomOnes();
    console.log(`\n  ${'milliseconds for a megabyte'.padEnd(28)}made to be slow    of anything`);
    for (const [name, read] of Object.entries(readers)) {
      const [worst, usual] = [slowestOf(texts, read), slowestOf(any, read)];
      const figures = [worst, usual].map(({ ms }) => ms.toFixed(1).padStart(15));
      console.log(`  ${name.padEnd(28)}${figures.join('')}    ${JSON.stringify(worst.text)}`);
    }
  },
} satisfies Bench;

/** The best of some rounds, because on a shared machine the first may tell of others. */
function slowestOf(all: readonly string[], read: (text: string) => unknown): Slowest {
  let slowest: Slowest = { ms: 0, text: '' };
  for (const text of all) {
    const times = Array.from({ length: rounds }, () => timeOf(() => read(text)));
    const ms = Math.min(...times);
    if (ms > slowest.ms) slowest = { ms, text: text.slice(0, 16) };
  }
  return slowest;
}

function timeOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Letters, signs and words by chance, half of them JSON. */
function randomOnes(): string[] {
  const random = seededRandom(7);
  return Array.from({ length: randomTexts }, (_, index) => {
    const codes = Array.from({ length: 4000 }, () =>
      random.pick([random.between(32, 126), random.between(32, 126), random.between(160, 0xd7ff)]),
    );
    const piece = String.fromCharCode(...codes);
    const text = index % 2 === 0 ? piece : JSON.stringify({ [piece]: [piece, index] });
    return text.repeat(Math.ceil(size / text.length));
  });
}
