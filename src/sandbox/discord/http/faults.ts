import { createSlowness, type Hold } from './slowness.ts';

/** What goes wrong: another answer, an answer lost after its effect, or a connection cut before it. */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Without a status the connection is cut; with one that status is answered. */
  | { afterProcessing: true; status?: number }
  | 'reset';

/** `POST /channels/:channel/messages` as the routes are written, or a pattern over method and path. */
export type RouteMatcher = string | RegExp;

export type MatchedRequest = { method: string; route: string; path: string };

export type Faults = {
  /** The next `times` matching requests fail this way. */
  failNext: (matcher: RouteMatcher, fault: Fault, times?: number) => void;
  /** Slows every matching request down from now on. */
  delay: (matcher: RouteMatcher, delayMs: number) => void;
  hold: (matcher: RouteMatcher) => Hold;
  pass: (request: MatchedRequest) => Promise<void>;
  /** The fault planned for this request, which is then used up. */
  take: (request: MatchedRequest) => Fault | null;
};

/** `known` are all routes as `METHOD /path`; a matcher that names none of them is a mistake and throws. */
export function createFaults(known: readonly string[]): Faults {
  const planned: { matches: (request: MatchedRequest) => boolean; fault: Fault }[] = [];
  const slowness = createSlowness();
  const matching = (matcher: RouteMatcher) => {
    if (typeof matcher === 'string' && !known.includes(matcher)) {
      throw new Error(`No such route: ${matcher}. There are:\n${known.join('\n')}`);
    }
    return ({ method, route, path }: MatchedRequest) =>
      typeof matcher === 'string'
        ? matcher === `${method} ${route}`
        : matcher.test(`${method} ${path}`);
  };
  return {
    failNext: (matcher, fault, times = 1) => {
      const matches = matching(matcher);
      for (let count = 0; count < times; count += 1) planned.push({ matches, fault });
    },
    delay: (matcher, delayMs) => slowness.delay(matching(matcher), delayMs),
    hold: (matcher) => slowness.hold(matching(matcher)),
    pass: slowness.pass,
    take: (request) => {
      const index = planned.findIndex(({ matches }) => matches(request));
      return index < 0 ? null : (planned.splice(index, 1)[0]?.fault ?? null);
    },
  };
}

/** Discord's answer to too many requests; `isGlobal` stops the whole bot, else only this route. */
export function tooManyRequests(options: { retryAfterSeconds: number; isGlobal?: boolean }): Fault {
  const { retryAfterSeconds, isGlobal = false } = options;
  const message = 'You are being rate limited.';
  return {
    status: 429,
    body: { message, retry_after: retryAfterSeconds, global: isGlobal },
    headers: {
      'retry-after': String(retryAfterSeconds),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
    },
  };
}
