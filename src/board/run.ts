import { setTimeout as sleep } from 'node:timers/promises';

/** Does the work again and again, with a rest in between; `onFailure` hears what went wrong. */
export function keepDoing(options: {
  work: () => Promise<void>;
  everyMs: number;
  onFailure: (error: unknown) => void;
}): { stop: () => Promise<void> } {
  const { work, everyMs, onFailure } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = () => sleep(everyMs, undefined, { signal }).catch(() => undefined);
  async function loop(): Promise<void> {
    while (!signal.aborted) {
      await work().catch(onFailure);
      await rest();
    }
  }
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
