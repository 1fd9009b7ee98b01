import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyDigestOf } from './caller.ts';
import { Refusal } from './refusal.ts';
import { digestOf } from './secrets.ts';

/** Counts the request and throws a Refusal (429) when it is one too many. */
export type Limit = (request: FastifyRequest) => Promise<void>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** At most `max` requests a minute; IPv6 addresses count by their /64 network. */
export function limitPerAddress(app: FastifyInstance, max: number): Limit {
  return refusing(
    app.createRateLimit({ max, timeWindow: minuteMs }),
    `More than ${max} requests a minute from one address.`,
  );
}

/** At most `max` requests a minute with the key that `readKey` finds, whatever the address. */
export function limitPerKey(
  app: FastifyInstance,
  max: number,
  readKey: (request: FastifyRequest) => string | null,
): Limit {
  const keyGenerator = (request: FastifyRequest) => nameOf(readKey(request));
  return refusing(
    app.createRateLimit({ max, timeWindow: minuteMs, keyGenerator }),
    `More than ${max} requests a minute with one key.`,
  );
}

/** At most `max` approvals an hour with one key, because they spend disk space and ratio. */
export function limitGrabs(app: FastifyInstance, max: number): Limit {
  return refusing(
    app.createRateLimit({ max, timeWindow: hourMs, keyGenerator: keyDigestOf }),
    `More than ${max} approvals an hour with one key.`,
  );
}

function nameOf(key: unknown): string {
  return digestOf(String(key)).toString('hex');
}

function refusing(count: ReturnType<FastifyInstance['createRateLimit']>, message: string): Limit {
  return async (request) => {
    const used = await count(request);
    if (used.isAllowed || !used.isExceeded) return;
    const hint = `Try again in ${used.ttlInSeconds} seconds.`;
    throw new Refusal(429, 'rate_limited', message, hint, {
      retryAfterSeconds: used.ttlInSeconds,
    });
  };
}
