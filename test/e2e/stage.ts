import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startWorld, type World } from '../../src/sandbox/world.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { type Gate, startGate } from './gate.ts';

type Closing = () => Promise<unknown>;

/** The sandbox world of a test, with a gate in front of each server the bot talks to. */
export type Stage = {
  folder: string;
  world: World;
  tracker: Gate;
  client: Gate;
  library: Gate;
  /** The bot's configuration: everything through the gates, its data below `folder`. */
  environment: Record<string, string>;
  /** Ends with the test, passed or failed: the last one first. */
  onEnd: (closing: Closing) => void;
};

/** A new stage for each test; what it offers may be used inside tests only. */
export function useStage(options: { downloadBytesPerSecond?: number } = {}): Stage {
  const { downloadBytesPerSecond = Number.POSITIVE_INFINITY } = options;
  const closings: Closing[] = [];
  const stage = { onEnd: (closing: Closing) => closings.push(closing) } as unknown as Stage;

  async function open<Part extends { stop: Closing }>(opening: Promise<Part>): Promise<Part> {
    const part = await opening;
    closings.push(part.stop);
    return part;
  }

  beforeEach(async () => {
    const folder = await makeTemporaryFolder('shelfwarden-e2e-');
    closings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const pace = { downloadBytesPerSecond };
    const world = await open(startWorld({ dir: path.join(folder, 'world'), pace }));
    const tracker = await open(startGate(world.tracker.url));
    const client = await open(startGate(world.downloadClient.url));
    const library = await open(startGate(world.library.url));
    Object.assign(stage, { folder, world, tracker, client, library });
    stage.environment = {
      ...world.environment,
      MAM_URL: tracker.url,
      MAM_TRACKER_URL: tracker.url,
      QB_URL: client.url,
      ABS_URL: library.url,
      DATA_DIR: path.join(folder, 'data'),
    };
  });

  afterEach(async () => {
    const failures: unknown[] = [];
    for (const close of closings.splice(0).reverse()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the stage was not cleared');
  });

  return stage;
}

/** Leaves only the releases of these books on the tracker, so that nothing else is proposed. */
export function offerOnly({ world }: Pick<Stage, 'world'>, titles: readonly string[]): void {
  const { releases } = world.tracker;
  const kept = releases.filter(({ book }) => titles.includes(book.title));
  releases.splice(0, releases.length, ...kept);
}

/** How often a stand-in was asked for something that is to happen once. */
export function countRequests(server: { requests: { kind: string }[] }, kind: string): number {
  return server.requests.filter((request) => request.kind === kind).length;
}
