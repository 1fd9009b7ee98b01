/** How a provider stands: failures in a row, and how long it is left alone after too many. */
export type Standing = {
  failures: number;
  /** Rests in a row; 0 while it answers. */
  rests: number;
  restUntil: Date | null;
};

const failuresBeforeRest = 5;
const minuteMs = 60_000;
const firstRestMs = 5 * minuteMs;
const longestRestMs = 6 * 60 * minuteMs;
/** Nobody is believed who asks us to stay away for longer. */
const longestAskedMs = 24 * 60 * minuteMs;
/** So long one probe has for its answer, before another one may try. */
export const probeMs = 2 * minuteMs;

export const answering: Standing = { failures: 0, rests: 0, restUntil: null };

/** `probe`: one request may find out whether it answers again. */
export function mayAsk({ restUntil }: Standing, now: Date): 'ask' | 'probe' | 'rest' {
  if (restUntil === null) return 'ask';
  return restUntil > now ? 'rest' : 'probe';
}

/**
 * After the fifth failure in a row the provider rests for five minutes, after each failed probe twice
 * as long, six hours at the most. One that said when to come back is left alone until then, at once.
 * The failure of a request that was on its way when the rest began changes nothing.
 */
export function afterFailure(
  before: Standing,
  { isProbe, retryAt }: { isProbe: boolean; retryAt: Date | undefined },
  now: Date,
): Standing {
  if (!isProbe && mayAsk(before, now) === 'rest') return before;
  const failures = before.failures + 1;
  const asked = retryAt && retryAt > now ? retryAt.getTime() : null;
  if (asked === null && before.rests === 0 && failures < failuresBeforeRest) {
    return { failures, rests: 0, restUntil: null };
  }
  const ownMs = Math.min(firstRestMs * 2 ** before.rests, longestRestMs);
  const until =
    asked === null ? now.getTime() + ownMs : Math.min(asked, now.getTime() + longestAskedMs);
  return { failures, rests: before.rests + 1, restUntil: new Date(until) };
}
