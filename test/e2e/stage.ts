import { rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, type TestContext } from 'vitest';
import { startWorld, type World } from '../../src/sandbox/world.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import type { ChatRoom } from './chat-room.ts';
import { type Gate, startGate } from './gate.ts';
import { createDatabaseUrl, startTestBot, type TestBot } from './test-bot.ts';

/** The sandbox world of a test, with a gate in front of each server the bot talks to. */
export type Stage = {
  folder: string;
  world: World;
  tracker: Gate;
  client: Gate;
  library: Gate;
  /** The bot's configuration: everything through the gates, its data below `folder`. */
  environment: Record<string, string>;
  /** Runs when the test is over, passed or failed; what was asked for last comes first. */
  onEnd: (closing: () => Promise<unknown>) => void;
};

type Ending = Pick<TestContext, 'onTestFinished'>;

const endWithinMs = 30_000;

/** Opens the stage of one test. */
export async function openStage(
  { onTestFinished }: Ending,
  { downloadBytesPerSecond = Number.POSITIVE_INFINITY } = {},
): Promise<Stage> {
  const onEnd: Stage['onEnd'] = (closing) =>
    onTestFinished(async () => void (await closing()), endWithinMs);
  const folder = await makeTemporaryFolder('shelfwarden-e2e-');
  onEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const world = await startWorld({
    dir: path.join(folder, 'world'),
    pace: { downloadBytesPerSecond },
  });
  onEnd(world.stop);
  const openGate = async (target: { url: string }) => {
    const gate = await startGate(target.url);
    onEnd(gate.stop);
    return gate;
  };
  const tracker = await openGate(world.tracker);
  const client = await openGate(world.downloadClient);
  const library = await openGate(world.library);
  const environment = {
    ...world.environment,
    MAM_URL: tracker.url,
    MAM_TRACKER_URL: tracker.url,
    QB_URL: client.url,
    ABS_URL: library.url,
    DATA_DIR: path.join(folder, 'data'),
  };
  return { folder, world, tracker, client, library, environment, onEnd };
}

/** A new stage before each test, for tests that run one after the other. */
export function useStage(options: { downloadBytesPerSecond?: number } = {}): Stage {
  const stage = {} as Stage;
  beforeEach(async (context) => {
    Object.assign(stage, await openStage(context, options));
  });
  return stage;
}

export type BotStage = Stage & {
  databaseUrl: string;
  /** Starts the bot, with other settings or in the room of an earlier one if need be. */
  start: (changes?: Record<string, string>, room?: ChatRoom) => Promise<TestBot>;
};

/** A stage for a bot in this process, on a database of the test run's server. */
export async function openBotStage(context: Ending): Promise<BotStage> {
  const stage = await openStage(context);
  const { url, drop } = await createDatabaseUrl();
  stage.onEnd(drop);
  return {
    ...stage,
    databaseUrl: url,
    async start(changes = {}, room) {
      const bot = await startTestBot({ ...stage.environment, DATABASE_URL: url, ...changes }, room);
      stage.onEnd(bot.stop);
      return bot;
    },
  };
}

/** Leaves only the releases of these books on the tracker, so that nothing else is proposed. */
export function offerOnly({ world }: Pick<Stage, 'world'>, titles: readonly string[]): void {
  const { releases } = world.tracker;
  const kept = releases.filter(({ book }) => titles.includes(book.title));
  releases.splice(0, releases.length, ...kept);
}

/** How often a stand-in was asked for something. */
export function countRequests(server: { requests: { kind: string }[] }, kind: string): number {
  return server.requests.filter((request) => request.kind === kind).length;
}
