import { parseArgs } from 'node:util';
import { openTemplate, type Template } from '../crash/template.ts';
import { createCopy } from './copy.ts';
import { type Outcome, simulate, type Wishes } from './simulate.ts';
import { figuresOf, writeFigures } from './figures.ts';

/**
 * `npm run simulate -- --seed 7 --days 365`: a house over so many days; `--seeds 20` plays as many houses,
 * `--years 20` as many years of them, two at a time unless `--at-once` says how many. `--write` puts the figures into docs/reliability.md.
 */
const options = {
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '1' },
  years: { type: 'string' },
  days: { type: 'string', default: '365' },
  'at-once': { type: 'string', default: '2' },
  verbose: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;

const { values } = parseArgs({ options });
const first = Number(values.seed);
const days = Number(values.days);
const seeds =
  values.years === undefined
    ? Number(values.seeds)
    : Math.ceil((Number(values.years) * 365) / days);
if (![first, days, seeds].every(Number.isInteger))
  throw new Error('seeds and days are whole numbers');

const template = await openTemplate();
const began = performance.now();
const outcomes: Outcome[] = [];
try {
  // Houses wait for the database most of the time.
  const left = Array.from({ length: seeds }, (_, index) => first + index);
  const next = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const outcome = await play(template, seed);
      outcomes.push(outcome);
      tell(seed, outcome);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, next));
} finally {
  await template.close();
}
const figures = figuresOf(outcomes, (performance.now() - began) / 60_000);
console.log(`\n${figures.join('\n')}`);
if (values.write)
  await writeFigures(figures, `seeds ${first} to ${first + seeds - 1}, ${days} days each`);
if (outcomes.some(({ violations }) => violations.length > 0)) process.exitCode = 1;

async function play({ server, template: name }: Template, seed: number): Promise<Outcome> {
  const { connection, drop } = await createCopy(server, name, seed);
  const listening: Partial<Wishes> = values.verbose
    ? { onDeed: (line: string) => console.log(line) }
    : {};
  try {
    return await simulate({ seed, days, connection, ...listening });
  } finally {
    await drop();
  }
}

function tell(seed: number, { days: played, steps, faults, shelved, violations, digest }: Outcome) {
  const sign = violations.length > 0 ? '✗' : '✓';
  console.log(
    `${sign} seed ${seed}: ${played} days, ${steps} steps, ${faults} faults, ${shelved} books shelved, ${digest.slice(0, 12)}`,
  );
  for (const { at, step, invariant, what } of violations) {
    console.log(`    step ${step}, ${at.toISOString()}: ${invariant}: ${what}`);
  }
  if (violations.length === 0) return;
  console.log(`    again: npm run simulate -- --seed ${seed} --days ${days} --verbose`);
}
