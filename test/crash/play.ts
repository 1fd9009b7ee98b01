import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import type { Crossings } from './crossings.ts';
import { count, isQuiet, type Scene } from './scene.ts';
import type { Kill, Story } from './story.ts';

/** How a play went: null where nobody died. */
export type Played = { kill: Kill | null; resumedMs: number | null };

/** Of a machine that does other work as well. */
export const patience = { timeoutMs: 90_000 };
/** The clock's turn comes round faster than in life. */
const clockMs = 4000;
const pollMs = 30;

/** Plays all acts until everything is quiet; whoever is killed on the way is started again, once. */
export async function play(story: Story, scene: Scene): Promise<Played> {
  const { crossings } = scene;
  const played: Played = { kill: null, resumedMs: null };
  let bot = await scene.start();
  let startedAt = 0;
  crossings.begin(() => bot.kill());
  /** True when the program had died and is there again. */
  const raise = async () => {
    if (played.kill || !crossings.isDying()) return false;
    await crossings.killed;
    played.kill = await lookAfterKill(scene);
    crossings.revive();
    startedAt = performance.now();
    bot = await scene.start();
    return true;
  };
  for (const act of story.acts) {
    await unlessKilled(crossings, act.begin(scene, bot));
    // "Already approved" answers the person who never saw the first answer.
    if (await raise()) await act.begin(scene, bot).catch((error: unknown) => error);
    let turnAt = performance.now() + clockMs;
    await until(async () => {
      if (await raise()) turnAt = performance.now() + clockMs;
      if (act.meanwhile && performance.now() > turnAt) {
        turnAt = performance.now() + clockMs;
        await unlessKilled(crossings, act.meanwhile(scene, bot));
      }
      await sleep(pollMs);
      const isDown = crossings.isDying() && !crossings.isRevived();
      return !isDown && (await act.isOver(scene)) && (await isQuiet(scene));
    }, patience);
  }
  if (played.kill) played.resumedMs = performance.now() - startedAt;
  return played;
}

/** Waits for an answer that a killed program will never give. */
async function unlessKilled(crossings: Crossings, answer: Promise<unknown>): Promise<void> {
  const isUp = crossings.isRevived() ? answer : Promise.race([answer, crossings.killed]);
  await isUp.catch((error: unknown) => {
    if (!crossings.isDying()) throw error;
  });
}

async function lookAfterKill({ rows, world, crossings }: Scene): Promise<Kill> {
  const stored = await rows('select 1 from downloads where qbittorrent_hash is not null');
  const isAdding = crossings.seen.some((crossing) => crossing.includes('torrents/add'));
  return {
    filesAsked: count(world.tracker, 'download'),
    isFileStored: isAdding || stored.length > 0,
  };
}
