import { parseArgs } from 'node:util';
import { raceDecisions } from '../faults/decision-race.ts';
import { writeFigures } from '../faults/figures.ts';
import { racePurchases } from '../faults/purchase-race.ts';
import type { RaceResult } from '../faults/race-result.ts';
import { raceTriggers } from '../faults/trigger-race.ts';
import { openTwoPrograms, type TwoPrograms } from '../faults/two-programs.ts';
import { openDurableDatabase } from './durable-database.ts';
import type { Bench } from './run.ts';

const options = {
  rounds: { type: 'string', default: '1000' },
  write: { type: 'boolean', default: false },
} as const;

type Race = (two: TwoPrograms, rounds: number) => Promise<RaceResult>;
const races: readonly Race[] = [raceDecisions, racePurchases, raceTriggers];

export default {
  name: 'races',
  question:
    'Is it done once when several press, buy or start the same in one moment? --rounds 10000',
  async run() {
    const { values } = parseArgs({ args: process.argv.slice(3), options });
    const rows: string[] = [];
    for (const race of races) {
      const result = await run(race, Number(values.rounds));
      console.log(`${result.race}: ${result.rounds} rounds, ${result.decisions} times done`);
      for (const violation of result.violations) console.log(`✗ ${violation}`);
      if (result.violations.length > 0) process.exitCode = 1;
      const { rounds, decisions, violations } = result;
      rows.push(`| ${result.race} | ${rounds} | ${decisions} | ${violations.length} |`);
    }
    const head = [
      '| In the same moment | Rounds | Done | Violations |',
      '| --- | --- | --- | --- |',
    ];
    if (values.write) await writeFigures('races', [...head, ...rows]);
  },
} satisfies Bench;

/** Each race on a database of its own. */
async function run(race: Race, rounds: number): Promise<RaceResult> {
  const { folder, connection, close } = await openDurableDatabase();
  const two = await openTwoPrograms(connection, folder);
  try {
    return await race(two, rounds);
  } finally {
    await two.close();
    await close();
  }
}
