import type { FastifyInstance, FastifyRequest } from 'fastify';
import { digestOf } from './secrets.ts';
import { Refusal } from './refusal.ts';

/** Counts the request and throws a Refusal (429) when it is one too many. */
export type Limit = (request: FastifyRequest) => Promise<void>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** At most `max` requests in the time; IPv6 addresses count by their /64 network. */
export function limitPerAddress(app: FastifyInstance, max: number, timeWindow = minuteMs): Limit {
  return refusing(app.createRateLimit({ max, timeWindow }), `from one address without a key`);
}

export function limitPerKey(app: FastifyInstance, max: number): Limit {
  return refusing(
    app.createRateLimit({ max, timeWindow: minuteMs, keyGenerator: keyName }),
    'with one key',
  );
}

/** Approvals spend disk, ratio and perhaps points: they have a limit of their own. */
export function limitGrabs(app: FastifyInstance, max: number): Limit {
  return refusing(
    app.createRateLimit({ max, timeWindow: hourMs, keyGenerator: keyName }),
    'to approve with one key',
  );
}

function keyName(request: FastifyRequest): string {
  return digestOf(String(request.headers['x-api-key'])).toString('hex');
}

function refusing(count: ReturnType<FastifyInstance['createRateLimit']>, what: string): Limit {
  return async (request) => {
    const used = await count(request);
    if (used.isAllowed || !used.isExceeded) return;
    const { max, timeWindow, ttlInSeconds } = used;
    const time = timeWindow === hourMs ? 'an hour' : 'a minute';
    throw new Refusal(
      429,
      'rate_limited',
      `More than ${max} requests ${what} in ${time}.`,
      `Try again in ${ttlInSeconds} seconds.`,
      { retryAfterSeconds: ttlInSeconds },
    );
  };
}
