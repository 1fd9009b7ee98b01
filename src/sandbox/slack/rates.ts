import type { Channel } from './message.ts';

/** Slack's classes of methods; `post` is the limit per channel, `special` is none that matters here. */
export type Tier = 2 | 3 | 4 | 'post' | 'special';

/** Infinity switches a limit off. */
export type RateLimits = {
  /** Calls per minute of one method. */
  tier2: number;
  tier3: number;
  tier4: number;
  /** Messages to one channel at once, before one per second is the limit. */
  postBurst: number;
};

type Bucket = { tokens: number; at: number };

export type Rates = {
  limits: RateLimits;
  /** Seconds to wait, or null when the call may go through. */
  take: (method: string, tier: Tier, channel: Channel | null, now: Date) => number | null;
};

export function createRates(): Rates {
  const limits: RateLimits = { tier2: 20, tier3: 50, tier4: 100, postBurst: 10 };
  const buckets = new Map<string, Bucket>();

  const takeFrom = (key: string, capacity: number, perSecond: number, now: Date) => {
    if (capacity === Number.POSITIVE_INFINITY) return null;
    const at = now.getTime();
    const bucket = buckets.get(key) ?? { tokens: capacity, at };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
    bucket.at = at;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return null;
  };

  return {
    limits,
    take: (method, tier, channel, now) => {
      if (tier === 'special') return null;
      if (tier === 'post') {
        return takeFrom(`${method} ${channel?.id}`, limits.postBurst, 1, now);
      }
      const perMinute = limits[`tier${tier}`];
      return takeFrom(method, perMinute, perMinute / 60, now);
    },
  };
}
