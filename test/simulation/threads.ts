import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './simulate.ts';
import type { ThreadInput } from './thread.ts';

/** Plays the houses of these seeds, so many at once, each in a thread of its own; tells of each that is over. */
export async function playAll(
  seeds: readonly number[],
  { atOnce, ...input }: ThreadInput & { atOnce: number },
  tell: (seed: number, outcome: Outcome) => void,
): Promise<void> {
  const left = [...seeds];
  const playNext = async (): Promise<void> => {
    const thread = new Worker(new URL('thread.ts', import.meta.url), {
      workerData: input,
      // Most of what a step makes is rubbish after it.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    try {
      for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
        thread.postMessage(seed);
        // An error in the thread rejects this, too.
        const [outcome] = (await once(thread, 'message')) as [Outcome];
        tell(seed, outcome);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, seeds.length) }, playNext));
}
