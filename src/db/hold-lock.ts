import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from '../aborted.ts';
import { type HeldLock, type LockKey, takeLock } from './lock.ts';
import type { Connection } from './orm.ts';

const everyMs = 2000;

type Holding = {
  signal: AbortSignal;
  /** Somebody else holds it; called at every look. */
  onOther: () => void;
  onFault: (error: unknown) => void;
};

/**
 * Takes a lock as soon as nobody else holds it, however long that is; null when `signal` says stop first.
 * A database that goes away takes the lock with it. It is taken anew when the database is back, and
 * `lost` says only that somebody else was faster: until then nobody else could have it either.
 */
export async function holdLock(
  connection: Connection,
  key: LockKey,
  options: Holding,
): Promise<HeldLock | null> {
  const { signal, onOther } = options;
  while (!signal.aborted) {
    const lock = await takeAtLast(connection, key, options);
    if (lock && !signal.aborted) return keep(connection, key, { ...options, lock });
    if (lock) await lock.release();
    else onOther();
    await pause(signal);
  }
  return null;
}

function keep(
  connection: Connection,
  key: LockKey,
  options: Holding & { lock: HeldLock },
): HeldLock {
  const lost = new AbortController();
  const leaving = new AbortController();
  const { signal } = leaving;
  let { lock } = options;
  const keeping = (async () => {
    for (;;) {
      await aborted(AbortSignal.any([lock.lost, signal]));
      if (signal.aborted) return;
      const again = await takeAtLast(connection, key, { ...options, signal });
      if (!again) return lost.abort();
      lock = again;
    }
  })();
  return {
    lost: lost.signal,
    async release() {
      leaving.abort();
      await keeping;
      await lock.release();
    },
  };
}

/** Tries until the database answers: the lock, or null when somebody else holds it or `signal` says stop. */
async function takeAtLast(
  connection: Connection,
  key: LockKey,
  { signal, onFault }: Holding,
): Promise<HeldLock | null> {
  while (!signal.aborted) {
    try {
      return await takeLock(connection, key);
    } catch (error) {
      onFault(error);
      await pause(signal);
    }
  }
  return null;
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
}
