import { rm } from 'node:fs/promises';
import type { Connection } from '../../src/db/orm.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { type Random, seededRandom } from '../labels/random.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { openClock } from './database.ts';
import { pressable } from './chat.ts';
import { type Economy, openEconomy } from './economy.ts';
import type { Weather } from './faults.ts';
import type { Facts } from './invariants.ts';
import { openOutside, type Outside } from './outside.ts';
import { openProduct, type Product, type ProductOptions } from './product.ts';
import { readRows, type Rows } from './rows.ts';
import { makeUniverse } from './universe.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** Newer cards are looked at after each step. */
const lookedAt = 300;

export type HouseOptions = {
  seed: number;
  days: number;
  /** Series of which the library has something from the start. */
  seriesAtFirst?: number;
  /** An empty database with the current schema. */
  connection: Connection;
  change?: ProductOptions['change'];
  /** In place of those the seed gives. */
  settings?: Record<string, string>;
  weather?: Omit<Weather, 'seed'>;
  /** Changes what is there at the beginning. */
  dress?: (outside: Outside) => void;
};

/** One household with the product in it, and the world around. */
export type House = {
  time: VirtualTime;
  random: Random;
  outside: Outside;
  economy: Economy;
  product: Product;
  facts: () => Promise<Facts>;
  close: () => Promise<void>;
};

/** A Monday in winter: the clock is changed in spring and autumn. */
export const start = new Date('2027-01-04T00:00:00Z');

export async function openHouse(options: HouseOptions): Promise<House> {
  const { seed, days, connection, seriesAtFirst = 9 } = options;
  const dir = await makeTemporaryFolder('shelfwarden-years-');
  const time = createVirtualTime(start);
  const client = await openClock(connection, time);
  const random = seededRandom(seed);
  const outside = await openOutside({
    dir,
    time,
    weather: { ...weatherOf(seed), ...options.weather },
  });
  options.dress?.(outside);
  const economy = await openEconomy(
    outside,
    makeUniverse(random, { days, seriesAtFirst }),
    random,
    start,
  );
  const chance = seededRandom(seed + 2);
  const product = await openProduct({
    connection,
    outside,
    time,
    random: () => chance.next(),
    settings: { ...settingsOf(seed), ...options.settings },
    ...(options.change && { change: options.change }),
  });
  return {
    time,
    random,
    outside,
    economy,
    product,
    facts: async () => factsOf(product, outside, await readRows(client, time.now())),
    async close() {
      await product.close();
      await client.end();
      await outside.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Every fourth house stands where little works. */
function weatherOf(seed: number): Weather {
  const isBad = seed % 4 === 3;
  return { seed, faultShare: isBad ? 0.12 : 0.02, outageShare: isBad ? 0.3 : 0.05 };
}

/** Houses that ask for everything, that take what is free, that take all. */
function settingsOf(seed: number): Record<string, string> {
  return {
    AUTOPILOT: (['propose', 'free', 'full'] as const)[seed % 3] ?? 'propose',
    UPLOAD_CREDIT: seed % 2 === 0 ? 'auto' : 'ask',
    WEDGE_POLICY: seed % 2 === 0 ? 'ask' : 'auto',
    WEDGE_MIN_GB: '0',
    MIN_FREE_GB: '0',
    // The others are paced by minutes, and say nothing here.
    METADATA_SOURCES: 'audible',
    STATUS_BOARD: 'off',
    LOG_LEVEL: 'error',
    SECRET_KEY: 'a key of the simulation, 32 characters',
    JOB_BACKUP_ENABLED: 'false',
    JOB_METADATA_DAILY_SCHEDULE: '0 3 1 * *',
  };
}

function factsOf({ services }: Product, outside: Outside, rows: Rows): Facts {
  const now = services.now();
  const { settings } = services.config;
  outside.witness.lookForNew();
  const { added, fetched, bought, ended, searches } = outside.witness;
  return {
    now,
    rows,
    account: outside.tracker.account,
    torrents: outside.client.torrents,
    added,
    fetched,
    bought,
    ended,
    searches,
    buttons: outside.chats.flatMap((chat) =>
      pressable(chat, lookedAt).map(({ key, button }) => ({
        chat: chat.name,
        key,
        runs: button.runs,
      })),
    ),
    repeated: outside.chats.flatMap(({ repeated }) => repeated),
    rules: {
      ...policyOf(settings),
      searchesPerDay: settings.MAM_SEARCHES_PER_DAY,
      torrentSeconds: settings.MAM_TORRENT_SECONDS,
    },
  };
}
