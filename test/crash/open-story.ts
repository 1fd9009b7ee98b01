import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { messageOf } from '../../src/errors.ts';
import type { Message } from '../e2e/chat-room.ts';
import { until } from '../support/until.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { createCrossings, type Point } from './crossings.ts';
import { type Ending, endingOf, mistakes } from './ending.ts';
import { patience, play, type Played } from './play.ts';
import { isQuiet, openScene, type Scene, type Server } from './scene.ts';
import type { Story } from './story.ts';

/** What became of one play. */
export type Result = {
  /** What crossed, in the order of this play. */
  crossings: string[];
  /** False when this play never came to the point. */
  isKilled: boolean;
  /** From the start of the next program until everything was done; null where nobody died. */
  resumedMs: number | null;
  /** Posts that came again under the key of a message the chat had; it shows them once. */
  repeatedPosts: number;
  violations: string[];
};

export type OpenedStory = {
  /** What crosses when nobody dies. */
  crossings: string[];
  playWith: (point: Point) => Promise<Result>;
  close: () => Promise<void>;
};

/** What every play of a story begins with. */
type Beginning = {
  story: Story;
  server: Server;
  database: string;
  folder: string;
  madeAt: Date;
  messages: readonly Message[];
};

/** Makes the database of a story once, for every play to begin from a copy, and plays it once without a kill. */
export async function openStory(
  story: Story,
  { server, template }: { server: Server; template: string },
): Promise<OpenedStory> {
  const folder = await makeTemporaryFolder('shelfwarden-crash-');
  const database = `crash_${randomUUID().replaceAll('-', '')}`;
  const close = async () => {
    await administer(server, `drop database if exists ${database} with (force)`);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await administer(server, `create database ${database} template ${template}`);
    const empty = { story, server, database, folder, madeAt: new Date(), messages: [] };
    const beginning = { ...empty, messages: await prepare(empty) };
    const usual = await playOnce(beginning, null, null);
    if (usual.result.violations.length > 0) {
      throw new Error(`without a kill: ${usual.result.violations.join('; ')}`);
    }
    return {
      crossings: usual.result.crossings,
      playWith: async (point) => (await playOnce(beginning, point, usual.ending)).result,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openOn({ story, ...beginning }: Beginning, point: Point | null): Promise<Scene> {
  const { dress, settings } = story;
  return openScene({ ...beginning, dress, settings, crossings: createCrossings(point) });
}

/** Plays what comes before the story into its database; answers what the chat was told. */
async function prepare(beginning: Beginning): Promise<readonly Message[]> {
  const { story, server, database } = beginning;
  const scene = await openOn(beginning, null);
  try {
    await story.prepare(scene, await scene.start());
    await until(() => isQuiet(scene), patience);
  } finally {
    await scene.close();
  }
  // Every world has a session of its own, which begins with the configured cookie.
  await administer(server, 'update tracker_session set configured_digest = null', database);
  return scene.room.messages;
}

async function playOnce(beginning: Beginning, point: Point | null, expected: Ending | null) {
  const { story, server, database: prepared } = beginning;
  const database = `${prepared}_play`;
  await administer(server, `create database ${database} template ${prepared}`);
  const scene = await openOn({ ...beginning, database }, point);
  try {
    return await playOn(story, scene, expected);
  } finally {
    await scene.close();
    await administer(server, `drop database ${database} with (force)`);
  }
}

/** One play to its end, and what is wrong with that; one that does not end is wrong as well. */
async function playOn(
  story: Story,
  scene: Scene,
  expected: Ending | null,
): Promise<{ result: Result; ending: Ending }> {
  const resultOf = (played: Played | null, violations: string[]): Result => ({
    crossings: [...scene.crossings.seen],
    isKilled: scene.crossings.isDying(),
    resumedMs: played?.resumedMs ?? null,
    repeatedPosts: scene.room.posts.length - new Set(scene.room.posts).size,
    violations,
  });
  try {
    const played = await play(story, scene);
    const ending = await endingOf(scene);
    const wrong = await story.check(scene, played.kill);
    if (expected) wrong.push(...mistakes(ending, expected, story.hasOneEnding));
    return { result: resultOf(played, wrong), ending };
  } catch (error) {
    if (!expected) throw error;
    const { unfinished } = await endingOf(scene);
    const result = resultOf(null, [`it did not end: ${messageOf(error)}`, ...unfinished]);
    return { result, ending: expected };
  }
}

async function administer(server: Server, statement: string, database = 'postgres') {
  const client = new pg.Client({ ...server, user: 'postgres', database });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
