import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { openTemplate } from '../crash/template.ts';
import { addFigures, figuresOf, readFigures, tableOf, writeFigures } from './figures.ts';
import type { Outcome } from './simulate.ts';
import { playAll } from './threads.ts';

/**
 * `npm run simulate -- --seed 7 --days 365`: a house over so many days; `--seeds 20` plays as many houses,
 * `--years 20` as many years of them, one at a time for each processor unless `--at-once` says how many.
 * `--write` puts the figures into docs/reliability.md, `--add` adds them to those that stand there.
 */
const options = {
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '1' },
  years: { type: 'string' },
  days: { type: 'string', default: '365' },
  'at-once': { type: 'string', default: String(availableParallelism()) },
  verbose: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  add: { type: 'boolean', default: false },
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

const { close, ...template } = await openTemplate();
const began = performance.now();
const outcomes: Outcome[] = [];
const figures = () => figuresOf(outcomes, (performance.now() - began) / 60_000);
const before = values.add ? readFigures() : null;
try {
  await playAll(
    Array.from({ length: seeds }, (_, index) => first + index),
    { ...template, days, isVerbose: values.verbose, atOnce: Number(values['at-once']) },
    (seed, outcome) => {
      outcomes.push(outcome);
      tell(seed, outcome);
      // A run that is cut off leaves the figures of what was played.
      if (values.write || values.add) write();
    },
  );
} finally {
  await close();
}
console.log(`\n${tableOf(figures()).join('\n')}`);
if (outcomes.some(({ violations }) => violations.length > 0)) process.exitCode = 1;

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

function write() {
  const last = first + seeds - 1;
  const all = seeds === 1 ? `seed ${first}` : `seeds ${first} to ${last}`;
  const which = `${outcomes.length === seeds ? '' : `${outcomes.length} of `}${all}, ${days} days each`;
  if (before) writeFigures(addFigures(before.figures, figures()), `${before.which} and ${which}`);
  else writeFigures(figures(), which);
}
