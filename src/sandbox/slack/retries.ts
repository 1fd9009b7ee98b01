import type { Delivery, Envelope, Line } from './delivery.ts';

/** Envelopes that are sent again until the app acknowledges them or Slack gives up. */
export type Retries = {
  /** Tells how the first try went. */
  send: (envelope: Envelope) => Promise<Delivery>;
  /** Tries everything again now, after the tries under way. */
  redeliver: () => Promise<void>;
  stop: () => void;
};

type Pending = {
  envelope: Envelope;
  attempt: number;
  /** Starts the next try. */
  timer: NodeJS.Timeout | null;
  underway: Promise<unknown> | null;
};

/** Slack tries three times more: at once, after a minute, after five. */
const retryDelaysMs = [0, 60_000, 300_000];

export function createRetries(line: Line): Retries {
  const pending = new Set<Pending>();

  const attemptOnce = async (entry: Pending): Promise<Delivery> => {
    const { attempt } = entry;
    const retry = { attempt, reason: attempt === 0 ? '' : 'timeout' };
    const delivery = await line.deliver({ ...entry.envelope, retry });
    const delayMs = retryDelaysMs[attempt];
    if (delivery.outcome === 'acknowledged' || delayMs === undefined) pending.delete(entry);
    else entry.timer = setTimeout(() => void again(entry), delayMs).unref();
    return delivery;
  };

  const again = async (entry: Pending) => {
    clearTimeout(entry.timer ?? undefined);
    if (!pending.has(entry)) return;
    entry.attempt += 1;
    entry.underway = attemptOnce(entry);
    await entry.underway;
  };

  return {
    send: (envelope) => {
      const entry: Pending = { envelope, attempt: 0, timer: null, underway: null };
      pending.add(entry);
      const tried = attemptOnce(entry);
      entry.underway = tried;
      return tried;
    },
    redeliver: async () => {
      const tries = [...pending].map(async (entry) => {
        await entry.underway;
        await again(entry);
      });
      await Promise.all(tries);
    },
    stop: () => {
      for (const { timer } of pending) clearTimeout(timer ?? undefined);
      pending.clear();
    },
  };
}
