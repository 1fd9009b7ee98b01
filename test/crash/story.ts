import type { World } from '../../src/sandbox/world.ts';
import type { KillableBot } from '../e2e/killable-bot.ts';
import type { Scene } from './scene.ts';

/** Something a person or the clock sets going, with an end that can be seen from outside. */
export type Act = {
  /** Asked once more by the person when the answer never came. */
  begin: (scene: Scene, bot: KillableBot) => Promise<unknown>;
  isOver: (scene: Scene) => Promise<boolean>;
  /** What the clock would do while it lasts. */
  meanwhile?: (scene: Scene, bot: KillableBot) => Promise<unknown>;
};

/** A way through the program on which it is killed at every crossing, each time in a new world. */
export type Story = {
  name: string;
  /** For the table of results. */
  title: string;
  settings: Record<string, string>;
  /** False where the others may have acted or not when the program died; `check` knows both ends. */
  hasOneEnding: boolean;
  /** Makes the new world fit the story. */
  dress: (world: World) => void;
  /** Everything before the first act, once; all plays begin where it ended. */
  prepare: (scene: Scene, bot: KillableBot) => Promise<unknown>;
  acts: readonly Act[];
  /** What is wrong with the end, in words; `kill` is how the program was found, null when nobody died. */
  check: (scene: Scene, kill: Kill | null) => Promise<string[]>;
};

/** What was there when the program had been killed. */
export type Kill = {
  /** Torrent files that the tracker had been asked for. */
  filesAsked: number;
  /** One was stored, as it has to be before it is handed on; a lost one is asked for again. */
  isFileStored: boolean;
};
