import pg from 'pg';
import { clientOptions } from '../../src/db/listen.ts';
import { retention } from '../../src/db/retention.ts';
import { openTemplate } from '../crash/template.ts';
import { createCopy } from '../simulation/copy.ts';
import { openHouse, start } from '../simulation/house.ts';
import { simulate } from '../simulation/simulate.ts';
import type { Bench } from './run.ts';
import {
  growthBetween,
  readSizes,
  type Sizes,
  totalOf,
  vacuum,
  weighCovers,
} from './table-sizes.ts';

const yearDays = 365;
/** Runs and messages are kept for 30 days: after twice that they are at rest. */
const daysOfSchedule = Number(process.argv[3] ?? 60);
/** How fast a table grows that is not at rest is measured over the last of them. */
const lastDays = 30;
const slotMinutes = 5;
/** Of 500 requests one goes wrong, and on one day of twenty a service is away for hours. */
const weather = { faultShare: 0.002, outageShare: 0.05 };
const mib = 1024 ** 2;

/** By table; what is not named here is kept for ever. */
function keptDays(name: string): number {
  const ofTable = retention.filter(({ table }) => table === name).map(({ days }) => days);
  return name === 'ratio_log' ? 90 : ofTable.length > 0 ? Math.max(...ofTable) : yearDays;
}

export default {
  name: 'growth',
  question: 'By how much does the database grow in a year?',
  async run() {
    const schedule = await measureSchedule();
    const events = await measureEvents();
    const both = new Map(
      [...schedule].map(([name, bytes]) => [name, bytes + (events.get(name) ?? 0)]),
    );
    tell('The schedule alone', schedule);
    tell('What happens in a house, and the runs of the schedule in between', events);
    tell('Both', both);
  },
} satisfies Bench;

/** Every slot of the schedule in a house in which nobody does anything; goes on as at the end for the rest of a year. */
async function measureSchedule(): Promise<Sizes> {
  return await inDatabase(1, async (connection, client) => {
    const settings = { AUTOPILOT: 'propose', JOB_METADATA_DAILY_SCHEDULE: '0 3 * * *' };
    const house = await openHouse({ seed: 1, days: yearDays, connection, weather, settings });
    const sizes: Sizes[] = [];
    try {
      for (let day = 0; day < daysOfSchedule; day += 1) {
        for (let minute = 0; minute < 24 * 60; minute += slotMinutes) {
          await house.time.moveTo(new Date(start.getTime() + (day * 24 * 60 + minute) * 60_000));
          await house.economy.passTo(house.time.now());
          await house.product.work();
          if (minute % 60 === 0) await vacuum(client);
        }
        await weighCovers(client);
        sizes.push(await readSizes(client));
        const total = totalOf(sizes.at(-1) ?? new Map());
        if (day % 10 === 0) console.log(`  day ${day + 1}: ${inMib(total)} MiB`);
      }
    } finally {
      await house.close();
    }
    console.log(`  ${house.product.runs()} runs in ${daysOfSchedule} days`);
    return yearOf(sizes);
  });
}

/** From the end of the first day on. */
function yearOf(sizes: readonly Sizes[]): Sizes {
  const [first, last] = [sizes[0], sizes.at(-1)];
  const earlier = sizes.at(-1 - lastDays) ?? first;
  if (!first || !earlier || !last) throw new Error('no day was measured');
  const ofLastDays = growthBetween(earlier, last);
  const year = growthBetween(first, last);
  for (const [name, bytes] of ofLastDays) {
    const daysToCome = keptDays(name) - sizes.length;
    const perDay = bytes / Math.max(1, Math.min(lastDays, sizes.length - 1));
    if (daysToCome > 0) year.set(name, (year.get(name) ?? 0) + perDay * daysToCome);
  }
  return year;
}

/** A year of the simulation: people, releases, downloads, purchases and faults, without its quiet days. */
async function measureEvents(): Promise<Sizes> {
  return await inDatabase(2, async (connection, client) => {
    let first: Sizes | null = null;
    const { violations, shelved, bought, runs } = await simulate({
      seed: 2,
      days: yearDays,
      connection,
      weather,
      async onNight() {
        await weighCovers(client);
        await vacuum(client);
        first ??= await readSizes(client);
      },
    });
    if (!first || violations.length > 0) throw new Error('the year was not played to its end');
    console.log(`  a year with ${shelved} books shelved, ${bought} purchases, ${runs} runs`);
    return growthBetween(first, await readSizes(client));
  });
}

async function inDatabase(
  number: number,
  measure: (connection: Connection, client: pg.Client) => Promise<Sizes>,
): Promise<Sizes> {
  const { server, template, close } = await openTemplate();
  const { connection } = await createCopy(server, template, number);
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  try {
    return await measure(connection, client);
  } finally {
    await client.end();
    await close();
  }
}

type Connection = Awaited<ReturnType<typeof createCopy>>['connection'];

function tell(title: string, growth: Sizes): void {
  const total = totalOf(growth);
  console.log(`\n${title}: ${inMib(total)} MiB a year`);
  const largest = [...growth].toSorted(([, a], [, b]) => b - a).slice(0, 8);
  for (const [name, bytes] of largest) {
    console.log(
      `  ${name.padEnd(24)} ${inMib(bytes).padStart(6)} MiB ${(100 * (bytes / total)).toFixed(0).padStart(3)} %`,
    );
  }
}

function inMib(bytes: number): string {
  return (bytes / mib).toFixed(2);
}
