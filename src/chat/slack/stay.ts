import { setTimeout as delay } from 'node:timers/promises';

const longestWaitMs = 60_000;
/** A connection that held this long was a good one: the next is tried at once. */
const goodAfterMs = 10_000;

/**
 * Connects again and again until the signal: `connect` calls `onUp` when the connection stands, resolves
 * when it is lost and throws when it does not come up. Waits longer after every failure.
 */
export async function stayConnected(
  connect: (onUp: () => void) => Promise<void>,
  options: { signal: AbortSignal; onDown: (error: unknown) => void; now: () => Date },
): Promise<void> {
  const { signal, onDown, now } = options;
  for (let failures = 0; !signal.aborted; ) {
    let upSince: number | null = null;
    try {
      await connect(() => {
        upSince = now().getTime();
      });
    } catch (error) {
      if (!signal.aborted) onDown(error);
    }
    const wasGood = upSince !== null && now().getTime() - upSince >= goodAfterMs;
    failures = wasGood ? 0 : failures + 1;
    await pause(waitMs(failures), signal);
  }
}

function waitMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(longestWaitMs, 250 * 2 ** Math.min(failures - 1, 12));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
