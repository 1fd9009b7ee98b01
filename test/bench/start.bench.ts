import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { initBareDatabase, startBareDatabase } from './bare-database.ts';
import { type Program, residentMiB, startProgram, treeMiB } from './processes.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

const idleMs = 5000;
/** Nothing starts by itself, so that no job falls into the measured seconds. */
const quiet = { SCHEDULER_ENABLED: 'false', LOG_LEVEL: 'error' };

export default {
  name: 'start',
  question: 'How long from the start of the process to ready, and how much memory when idle?',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-bench-'));
    // The embedded database may run as another user, who has to pass through.
    await chmod(folder, 0o711);
    // The socket folders of the servers go where the data are, to be removed with them.
    process.env['TMPDIR'] = folder;
    try {
      await compareLaterStarts(folder);
      await compareColdDatabase(folder);
      await compareFirstStarts(folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
} satisfies Bench;

/** The database runs already, so that both sides only connect to it. */
async function compareLaterStarts(folder: string): Promise<void> {
  const world = await startWorld({ dir: path.join(folder, 'world') });
  const cache = { NODE_COMPILE_CACHE: path.join(folder, 'floor-cache') };
  try {
    await compare('Start with a running database, then idle', {
      'Shelfwarden, nothing configured': () => ours(folder, 'small', quiet, rest),
      'bare libraries': () => floor(folder, {}),
      'bare libraries, compile cache': () => floor(folder, cache),
    });
    const all = { ...world.environment, LOG_LEVEL: 'error', MIN_FREE_GB: '0' };
    await compare('The same with tracker, download client and library, idle after the first jobs', {
      'Shelfwarden, all services': () => ours(folder, 'all', all, restAfterJobs),
      'bare libraries': () => floor(folder, {}),
    });
  } finally {
    await world.stop();
  }
}

/** A start after the machine was restarted: the server has to be started, too. */
async function compareColdDatabase(folder: string): Promise<void> {
  const bare = path.join(folder, 'bare');
  await initBareDatabase(bare);
  await compare('Start with a stopped database', {
    Shelfwarden: () => first(folder, 'small'),
    'bare server, then bare libraries': () => bareStart(folder, bare),
  });
}

/** The very first start: the database is made, and every migration is applied. */
async function compareFirstStarts(folder: string): Promise<void> {
  let count = 0;
  await compare('First start ever', {
    Shelfwarden: () => first(folder, `new-${(count += 1)}`),
    'initdb, bare server, bare libraries': async () => {
      const data = path.join(folder, `bare-${(count += 1)}`);
      const startedAt = performance.now();
      await initBareDatabase(data);
      const initMs = performance.now() - startedAt;
      const figures = await bareStart(folder, data);
      return { 'ready ms': figures['ready ms'].map((ms) => ms + initMs) };
    },
  });
}

async function ours(
  folder: string,
  data: string,
  settings: Record<string, string>,
  settle: (server: EmbeddedPostgres) => Promise<void>,
) {
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, data, 'postgres'),
    isDurable: true,
  });
  try {
    const DATA_DIR = path.join(folder, data);
    const bot = await startProgram('src/main.ts', folder, { DATA_DIR, ...settings });
    await settle(server);
    const figures = await figuresOf(bot);
    const databaseMiB = await treeMiB(server.pid);
    await bot.stop();
    return { ...figures, 'PostgreSQL PSS MiB': [databaseMiB] };
  } finally {
    await server.stop();
  }
}

async function floor(folder: string, settings: Record<string, string>) {
  const dataDir = path.join(folder, 'small', 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, isDurable: true });
  try {
    const bare = await startFloor(folder, server, settings);
    await rest();
    const figures = await figuresOf(bare);
    await bare.stop();
    return figures;
  } finally {
    await server.stop();
  }
}

function startFloor(
  folder: string,
  { host, port }: { host: string; port: number },
  settings: Record<string, string>,
): Promise<Program> {
  return startProgram('test/bench/floor-start.ts', folder, {
    FLOOR_DATABASE_HOST: host,
    FLOOR_DATABASE_PORT: String(port),
    ...settings,
  });
}

async function figuresOf({ pid, readyMs }: Program) {
  return { 'ready ms': [readyMs], 'idle RSS MiB': [await residentMiB(pid)] };
}

/** The bot with its own database server, which ends with it. */
async function first(folder: string, data: string) {
  const settings = { DATA_DIR: path.join(folder, data), ...quiet };
  const bot = await startProgram('src/main.ts', folder, settings);
  await bot.stop();
  return { 'ready ms': [bot.readyMs] };
}

async function bareStart(folder: string, data: string) {
  const startedAt = performance.now();
  const server = await startBareDatabase(data);
  try {
    const serverMs = performance.now() - startedAt;
    const bare = await startFloor(folder, server, {});
    await bare.stop();
    return { 'ready ms': [serverMs + bare.readyMs] };
  } finally {
    await server.stop();
  }
}

async function rest(): Promise<void> {
  await sleep(idleMs);
}

async function restAfterJobs({ host, port }: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
  await client.connect();
  const open = `select from tasks where status in ('requested', 'running') and scheduled_time <= now()`;
  do await sleep(idleMs);
  while ((await client.query(open)).rowCount);
  await client.end();
}
