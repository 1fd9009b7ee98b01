import type { Listener } from '../db/listen.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { type DispatchOptions, dispatchOne } from './dispatch.ts';

export type Outbox = { stop: () => Promise<void> };

const usualPollMs = 2000;

/**
 * Keeps handling messages: woken by NOTIFY, and by a poll for what is due later or was missed while
 * the listener was away. `lanes` messages at most are in work at once.
 */
export function runOutbox(
  options: DispatchOptions & {
    lanes: number;
    log: Log;
    pollMs?: number;
    listen: (onWake: () => void) => Promise<Listener>;
  },
): Promise<Outbox> {
  let isStopping = false;
  let wakes = 0;
  let rest: (() => void) | undefined;
  const wake = () => {
    wakes += 1;
    rest?.();
  };

  async function lane(): Promise<void> {
    while (!isStopping) {
      const seen = wakes;
      const isBusy = await dispatchOne(options).catch((error: unknown) => {
        options.log.error(
          { cause: messageOf(error) },
          'outbox: the database did not take the result',
        );
        return false;
      });
      if (!isBusy && seen === wakes && !isStopping) await pause();
    }
  }

  /** All idle lanes share one rest, so that a wake-up reaches each of them. */
  let resting: Promise<void> | undefined;
  function pause(): Promise<void> {
    resting ??= new Promise<void>((resolve) => {
      const timer = setTimeout(done, options.pollMs ?? usualPollMs);
      function done() {
        clearTimeout(timer);
        resting = undefined;
        rest = undefined;
        resolve();
      }
      rest = done;
    });
    return resting;
  }

  return start();

  async function start(): Promise<Outbox> {
    const listener = await options.listen(wake);
    const lanes = Array.from({ length: options.lanes }, lane);
    return {
      async stop() {
        isStopping = true;
        wake();
        await listener.stop();
        await Promise.all(lanes);
      },
    };
  }
}
