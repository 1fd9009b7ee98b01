import { setTimeout } from 'node:timers/promises';

/** The clock of a process and its waiting; a simulation of years brings its own. */
export type Time = {
  now: () => Date;
  /** Rejects when the signal ends the wait. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export const realTime: Time = {
  now: () => new Date(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
};
