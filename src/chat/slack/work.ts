import type { LogBug } from '../common/explain.ts';
import { createFirstSight } from '../common/first-sight.ts';

const mostRemembered = 2000;

export type Work = {
  /** Does the work for a key once, however often Slack delivers it; an error is logged, there is nobody to tell. */
  once: (key: string, work: () => Promise<void>) => Promise<void>;
  /** Resolves when nothing is being done. */
  idle: () => Promise<unknown>;
};

/** Everything that is being done for people; remembers the last 2,000 keys. */
export function createWork(logBug: LogBug): Work {
  const isNew = createFirstSight(mostRemembered);
  const running = new Set<Promise<void>>();

  return {
    async once(key, work) {
      if (!isNew(key)) return;
      const done = work().catch((error: unknown) => logBug(error, 'slack'));
      running.add(done);
      await done.finally(() => running.delete(done));
    },
    idle: () => Promise.all(running),
  };
}
