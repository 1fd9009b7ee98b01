import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded.ts';
import { startDiscord } from '../../src/sandbox/discord/index.ts';
import { type SlackStandIn, startSlack } from '../../src/sandbox/slack/index.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { initBareDatabase, startBareDatabase } from './bare-database.ts';
import { type Program, residentMiB, treeMiB, withBot, withProgram } from './processes.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

type Settings = Record<string, string>;

/** The bot gives back what its start needed four seconds after it. */
const idleMs = 6000;
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
      await compareStarts(folder);
      await compareWithDiscord(folder);
      await compareWithSlack(folder);
      await compareUse(folder);
      await compareStoppedDatabase(folder);
      await compareFirstStarts(folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
} satisfies Bench;

/** The database runs already, so that both sides only connect to it. */
async function compareStarts(folder: string): Promise<void> {
  const cache = { NODE_COMPILE_CACHE: path.join(folder, 'floor-cache') };
  await compare('Start with a running database, nothing configured', {
    Shelfwarden: () => ours(folder, 'small', quiet, rest),
    'bare libraries': () => floor(folder, {}),
    'bare libraries, compile cache': () => floor(folder, cache),
  });
}

/** With a chat to talk in, connected before the memory is read. */
async function compareWithDiscord(folder: string): Promise<void> {
  const discord = await startDiscord();
  try {
    await compare('The same with one chat, Discord', {
      Shelfwarden: () => ours(folder, 'chat', { ...quiet, ...discord.environment }, rest),
      'bare libraries with discord.js, not connected': () =>
        floor(folder, { FLOOR_CHAT: 'discord.js' }),
    });
    if (discord.gateway.identifies.length === 0) throw new Error('the bot did not connect');
  } finally {
    await discord.stop();
  }
}

async function compareWithSlack(folder: string): Promise<void> {
  const slack = await startSlack();
  try {
    await compare('The same with one chat, Slack', {
      Shelfwarden: () => ours(folder, 'chat', { ...quiet, ...slackSettings(slack) }, rest),
      'bare libraries with bolt, not connected': () => floor(folder, { FLOOR_CHAT: '@slack/bolt' }),
    });
    const hasConnected = slack.calls.some(({ method }) => method === 'apps.connections.open');
    if (!hasConnected) throw new Error('the bot did not connect');
  } finally {
    await slack.stop();
  }
}

function slackSettings({ url, tokens, channel }: SlackStandIn): Settings {
  return {
    SLACK_API_URL: `${url}/api/`,
    SLACK_BOT_TOKEN: tokens.bot,
    SLACK_APP_TOKEN: tokens.app,
    SLACK_CHANNEL_ID: channel('books').id,
  };
}

/** With every service, and after the jobs that a start asks for: what it holds in daily use. */
async function compareUse(folder: string): Promise<void> {
  const world = await startWorld({ dir: path.join(folder, 'world') });
  const all = { ...world.environment, LOG_LEVEL: 'error', MIN_FREE_GB: '0' };
  try {
    await compare('The same with tracker, download client and library; idle after the first jobs', {
      Shelfwarden: () => ours(folder, 'all', all, restAfterJobs),
      'bare libraries': () => floor(folder, {}),
    });
  } finally {
    await world.stop();
  }
}

/** A start after the machine was restarted: the server has to be started, too. */
async function compareStoppedDatabase(folder: string): Promise<void> {
  const bare = path.join(folder, 'bare');
  await initBareDatabase(bare);
  await compare('Start with a stopped database', {
    Shelfwarden: () => oursAlone(folder, 'small'),
    'bare server, then bare libraries': () => floorAlone(folder, bare),
  });
}

/** The very first start: the database is made, and every migration is applied. */
async function compareFirstStarts(folder: string): Promise<void> {
  let count = 0;
  await compare('First start ever', {
    Shelfwarden: () => oursAlone(folder, `new-${(count += 1)}`),
    'initdb, bare server, bare libraries': async () => {
      const data = path.join(folder, `bare-${(count += 1)}`);
      const startedAt = performance.now();
      await initBareDatabase(data);
      return floorAlone(folder, data, startedAt);
    },
  });
}

async function ours(
  folder: string,
  data: string,
  settings: Settings,
  settle: (server: EmbeddedPostgres) => Promise<void>,
) {
  const DATA_DIR = path.join(folder, data);
  return withServer(path.join(DATA_DIR, 'postgres'), (server) =>
    withBot(folder, { DATA_DIR, ...settings }, async (bot) => {
      await settle(server);
      const database = [await treeMiB(server.pid)];
      return { ...(await figuresOf(bot)), 'PostgreSQL PSS MiB': database };
    }),
  );
}

async function floor(folder: string, settings: Settings) {
  return withServer(path.join(folder, 'small', 'postgres'), (server) =>
    withFloor(folder, server, settings, async (bare) => {
      await rest();
      return figuresOf(bare);
    }),
  );
}

/** The bot ends the server it finds running, so each turn starts it anew, before the clock runs. */
async function withServer<Result>(
  dataDir: string,
  use: (server: EmbeddedPostgres) => Promise<Result>,
): Promise<Result> {
  const server = await startEmbeddedPostgres({ dataDir, isDurable: true });
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

function withFloor<Result>(
  folder: string,
  { host, port }: { host: string; port: number },
  settings: Settings,
  use: (program: Program) => Promise<Result>,
): Promise<Result> {
  const database = { FLOOR_DATABASE_HOST: host, FLOOR_DATABASE_PORT: String(port) };
  return withProgram(['test/bench/floor-start.ts'], folder, { ...database, ...settings }, use);
}

async function figuresOf({ pid, readyMs, readyCpuMs }: Program) {
  const resident = [await residentMiB(pid)];
  return { 'ready ms': [readyMs], 'ready CPU ms': [readyCpuMs], 'idle RSS MiB': resident };
}

/** The bot with its own database server, which starts and ends with it. */
async function oursAlone(folder: string, data: string) {
  const settings = { DATA_DIR: path.join(folder, data), ...quiet };
  return withBot(folder, settings, async ({ readyMs }) => ({
    'ready ms': [readyMs],
  }));
}

async function floorAlone(folder: string, data: string, startedAt = performance.now()) {
  const server = await startBareDatabase(data);
  const beforeMs = performance.now() - startedAt;
  try {
    return await withFloor(folder, server, {}, async ({ readyMs }) => ({
      'ready ms': [beforeMs + readyMs],
    }));
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
  do await rest();
  while ((await client.query(open)).rowCount);
  await client.end();
  // The thread of the last one outlives it by some seconds.
  await rest();
}
