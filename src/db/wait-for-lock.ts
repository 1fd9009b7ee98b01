import { setTimeout as sleep } from 'node:timers/promises';
import { type HeldLock, type LockKey, takeLock } from './lock.ts';
import type { Connection } from './orm.ts';

const everyMs = 2000;

/** Takes a lock as soon as nobody else holds it, however long that is; null when `signal` says stop first. */
export async function waitForLock(
  connection: Connection,
  key: LockKey,
  options: {
    signal: AbortSignal;
    /** Somebody else holds it; called at every look. */
    onOther: () => void;
    onFault: (error: unknown) => void;
  },
): Promise<HeldLock | null> {
  const { signal, onOther, onFault } = options;
  while (!signal.aborted) {
    try {
      const lock = await takeLock(connection, key);
      if (lock && !signal.aborted) return lock;
      if (lock) await lock.release();
      else onOther();
    } catch (error) {
      onFault(error);
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
  return null;
}
