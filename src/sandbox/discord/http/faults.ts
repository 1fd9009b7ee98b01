import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong: another answer, an answer lost after its effect, or a connection cut before it. */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Without a status the connection is cut; with one that status is answered. */
  | { afterProcessing: true; status?: number }
  | 'reset';

/** `POST /channels/:channel/messages` as the routes are written, or a pattern over method and path. */
export type RouteMatcher = string | RegExp;

export type MatchedRequest = { method: string; route: string; path: string };

export type Hold = {
  /** How many requests wait now. */
  readonly waiting: number;
  /** Lets everyone through that waits and comes later. */
  release: () => void;
};

export type Faults = {
  failNext: (matcher: RouteMatcher, fault: Fault, times?: number) => void;
  /** Slows every matching request down. */
  delay: (matcher: RouteMatcher, delayMs: number) => void;
  /** Keeps matching requests waiting, before they have any effect. */
  hold: (matcher: RouteMatcher) => Hold;
  /** Waits as long as delays and holds ask for. */
  pass: (request: MatchedRequest) => Promise<void>;
  /** The fault planned for this request, which is then used up. */
  take: (request: MatchedRequest) => Fault | null;
};

/** `known` are all routes as `METHOD /path`; a matcher that names none of them is a mistake and throws. */
export function createFaults(known: readonly string[]): Faults {
  const planned: { matcher: RouteMatcher; fault: Fault }[] = [];
  const delays: { matcher: RouteMatcher; delayMs: number }[] = [];
  const holds: { matcher: RouteMatcher; released: Promise<void>; enter: (by: number) => void }[] =
    [];
  const check = (matcher: RouteMatcher) => {
    if (typeof matcher !== 'string' || known.includes(matcher)) return;
    throw new Error(`No such route: ${matcher}. There are:\n${known.join('\n')}`);
  };
  return {
    failNext: (matcher, fault, times = 1) => {
      check(matcher);
      for (let count = 0; count < times; count += 1) planned.push({ matcher, fault });
    },
    delay: (matcher, delayMs) => {
      check(matcher);
      delays.push({ matcher, delayMs });
    },
    hold: (matcher) => {
      check(matcher);
      let waiting = 0;
      const { promise, resolve } = Promise.withResolvers<void>();
      holds.push({
        matcher,
        released: promise,
        enter: (by) => {
          waiting += by;
        },
      });
      return {
        get waiting() {
          return waiting;
        },
        release: resolve,
      };
    },
    pass: async (request) => {
      for (const { matcher, delayMs } of delays) {
        if (matches(matcher, request)) await sleep(delayMs);
      }
      for (const { matcher, released, enter } of holds) {
        if (!matches(matcher, request)) continue;
        enter(1);
        await released;
        enter(-1);
      }
    },
    take: (request) => {
      const index = planned.findIndex(({ matcher }) => matches(matcher, request));
      return planned.splice(index, index < 0 ? 0 : 1)[0]?.fault ?? null;
    },
  };
}

function matches(matcher: RouteMatcher, { method, route, path }: MatchedRequest): boolean {
  if (typeof matcher === 'string') return matcher === `${method} ${route}`;
  return matcher.test(`${method} ${path}`);
}

/** Discord's answer to too many requests; `isGlobal` stops the whole bot, else only this route. */
export function tooManyRequests(options: {
  retryAfterSeconds: number;
  isGlobal?: boolean;
  scope?: 'user' | 'shared';
}): Fault {
  const { retryAfterSeconds, isGlobal = false, scope = 'user' } = options;
  const message = 'You are being rate limited.';
  return {
    status: 429,
    body: { message, retry_after: retryAfterSeconds, global: isGlobal },
    headers: {
      'retry-after': String(Math.ceil(retryAfterSeconds)),
      'x-ratelimit-scope': isGlobal ? 'global' : scope,
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
    },
  };
}
