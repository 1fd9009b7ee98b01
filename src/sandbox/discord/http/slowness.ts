import { setTimeout as sleep } from 'node:timers/promises';
import type { MatchedRequest } from './faults.ts';

type Matches = (request: MatchedRequest) => boolean;

/** Requests kept waiting before they have any effect. */
export type Hold = {
  /** How many wait now. */
  readonly waiting: number;
  /** Lets everyone through that waits and comes later. */
  release: () => void;
};

export type Slowness = {
  delay: (matches: Matches, delayMs: number) => void;
  hold: (matches: Matches) => Hold;
  /** Waits as long as delays and holds ask for. */
  pass: (request: MatchedRequest) => Promise<void>;
};

export function createSlowness(): Slowness {
  const steps: { matches: Matches; wait: () => Promise<unknown> }[] = [];
  return {
    delay: (matches, delayMs) => {
      steps.push({ matches, wait: () => sleep(delayMs) });
    },
    hold: (matches) => {
      let waiting = 0;
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const wait = async () => {
        waiting += 1;
        await released;
        waiting -= 1;
      };
      steps.push({ matches, wait });
      return {
        get waiting() {
          return waiting;
        },
        release,
      };
    },
    pass: async (request) => {
      for (const { matches, wait } of steps) if (matches(request)) await wait();
    },
  };
}
