import { setTimeout as sleep } from 'node:timers/promises';

export type Waits = { firstMs: number; mostMs: number };

/** Rests after the n-th failure in a row (0 for the first), twice as long each time; returns at once when `signal` says stop. */
export async function pause(failures: number, waits: Waits, signal: AbortSignal): Promise<void> {
  const waitMs = Math.min(waits.mostMs, waits.firstMs * 2 ** Math.min(failures, 20));
  await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
}
