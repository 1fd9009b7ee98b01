import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { machine } from './rounds.ts';

/** A measurement that prints what it found; it never judges a time. */
export type Bench = {
  readonly name: string;
  /** What its figures answer. */
  readonly question: string;
  run(): Promise<void>;
};

const ending = '.bench.ts';

async function load(name: string): Promise<Bench> {
  const module = (await import(`./${name}${ending}`)) as { default: Bench };
  return module.default;
}

/** `npm run bench -- <name>`: one bench; without a known name the list of them, and exit code 2. */
async function main(wanted: string | undefined): Promise<number> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(ending)).sort();
  const names = files.map((file) => path.basename(file, ending));
  if (wanted === undefined || !names.includes(wanted)) {
    console.log('npm run bench -- <name>');
    for (const name of names) console.log(`  ${name.padEnd(10)} ${(await load(name)).question}`);
    return 2;
  }
  const bench = await load(wanted);
  console.log(`${bench.name}: ${bench.question}\n${machine()}`);
  await bench.run();
  return 0;
}

process.exitCode = await main(process.argv[2]);
