import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from '../aborted.ts';
import type { Config } from '../config.ts';
import type { HeldLock } from './lock.ts';
import { beTheBot, restartDatabase } from './open.ts';
import type { Connection } from './orm.ts';

const againMs = 1000;

/**
 * Nobody else looks after the embedded server: when it is gone, it is started again, and the lock that
 * went with it is taken anew. Until then a command beside the bot could take itself for the last one
 * and stop the server.
 */
export function stayTheBot(
  config: Config,
  connection: Connection,
  first: HeldLock,
  onFault: (error: unknown) => void,
): { release: () => Promise<void> } {
  const stopping = new AbortController();
  let lock = first;

  async function regain(): Promise<void> {
    await restartDatabase(config);
    lock = (await beTheBot(config, connection)) ?? lock;
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await aborted(AbortSignal.any([lock.lost, stopping.signal]));
      while (lock.lost.aborted && !stopping.signal.aborted) {
        await regain().catch(onFault);
        if (lock.lost.aborted)
          await sleep(againMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  const keeping = keep();
  return {
    async release() {
      stopping.abort();
      await keeping;
      await lock.release();
    },
  };
}
