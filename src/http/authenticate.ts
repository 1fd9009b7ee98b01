import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../command/actor.ts';
import { limitPerAddress, limitPerKey } from './limits.ts';
import { Refusal } from './refusal.ts';
import { digestOf } from './secrets.ts';

export type ApiKeys = (key: string) => Promise<Actor | null>;

const perKeyMax = 60;
const perAddressMax = 10;

/**
 * Lets only known keys past; a request is counted before it is refused. An unknown key counts as
 * none, and a known one is not slowed down by strangers at its address, which a proxy makes the
 * same for everybody.
 */
export function requireKey(app: FastifyInstance, apiKeys: ApiKeys): void {
  requireOne(app, apiKeys, keyOf, 'X-API-Key');
}

/** The same for programs that send their key, with or without "Bearer", as Authorization. */
export function requireBearer(app: FastifyInstance, apiKeys: ApiKeys): void {
  requireOne(app, apiKeys, bearerOf, 'Authorization');
}

/** Either of the two. */
export function requireKeyOrBearer(app: FastifyInstance, apiKeys: ApiKeys): void {
  const read = (request: FastifyRequest) => keyOf(request) ?? bearerOf(request);
  requireOne(app, apiKeys, read, 'X-API-Key or Authorization');
}

function requireOne(
  app: FastifyInstance,
  apiKeys: ApiKeys,
  readKey: (request: FastifyRequest) => string | null,
  header: string,
): void {
  const perKey = limitPerKey(app, perKeyMax, readKey);
  const perAddress = limitPerAddress(app, perAddressMax);
  app.addHook('onRequest', async (request, reply) => {
    const key = readKey(request);
    const actor = key === null ? null : await apiKeys(key);
    await (actor ? perKey : perAddress)(request);
    if (!actor || key === null) {
      if (isCalendar(request)) reply.header('www-authenticate', 'Basic realm="Shelfwarden"');
      throw new Refusal(
        401,
        'not_allowed',
        `The key in the header ${header} is missing or unknown.`,
        'The owner sets API_KEY (32 characters or more) or makes a key: members action:key.',
      );
    }
    request.actor = actor;
    request.keyDigest = digestOf(key).toString('hex');
  });
}

/** Calendar programs cannot send a header of ours: they give the key as password, with any name. */
function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['x-api-key'];
  if (typeof key === 'string') return key;
  const basic = /^Basic ([\w+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined || !isCalendar(request)) return null;
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

function bearerOf({ headers }: FastifyRequest): string | null {
  return headers.authorization?.replace(/^Bearer\s+/i, '') ?? null;
}

function isCalendar({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'GET' && routeOptions.url?.endsWith('.ics') === true;
}
