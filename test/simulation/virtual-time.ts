import type { Time } from '../../src/time.ts';

/** A clock that stands still until it is moved; whoever sleeps moves it. */
export type VirtualTime = Time & {
  /** Never moves it back. */
  moveTo: (time: Date) => Promise<void>;
  /** Told after each move what the time was before it. */
  onMove: (listener: (before: Date) => Promise<void>) => void;
};

export function createVirtualTime(start: Date): VirtualTime {
  let nowMs = start.getTime();
  const listeners: ((before: Date) => Promise<void>)[] = [];
  const moveTo = async (time: Date) => {
    const before = new Date(nowMs);
    nowMs = Math.max(nowMs, time.getTime());
    if (nowMs > before.getTime()) for (const listener of listeners) await listener(before);
  };
  return {
    now: () => new Date(nowMs),
    moveTo,
    onMove: (listener) => void listeners.push(listener),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await moveTo(new Date(nowMs + ms));
    },
  };
}
