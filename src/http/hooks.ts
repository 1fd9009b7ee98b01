import type { FastifyInstance, FastifyRequest } from 'fastify';
import { messageOf } from '../errors.ts';
import { addressList } from './address-list.ts';
import type { Log } from './answer-errors.ts';
import { envelopeOf } from './envelope.ts';
import { type Claim, isSigned, readClaim } from './hook-signature.ts';
import { limitPerAddress } from './limits.ts';
import { Refusal } from './refusal.ts';
import { digestOf, isSecret } from './secrets.ts';

export type Hooks = {
  /** What programs send that cannot sign; good for the hooks of `withToken`. */
  token: string | undefined;
  /** What deliveries are signed with. */
  secret: string | undefined;
  /** Addresses, or networks as 172.18.0.0/16, that may call beside this machine. */
  allow: readonly string[];
  /** Writes the delivery down and wakes what it is for; a signature counts once. */
  take: (name: string, signature: Buffer | null) => Promise<'taken' | 'repeated' | 'unknown'>;
  /** Writes down that one was refused. */
  refuse: (name: string, why: string) => Promise<void>;
};

type Tools = { log: Log; now: () => Date };
type Params = { name: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** The claim of a delivery that is not checked yet; null for one with the token. */
    claim: Claim | null;
  }
}

const perAddressMax = 60;
const bodyLimit = 16 * 1024;
const withToken: ReadonlySet<string> = new Set(['qbittorrent', 'audiobookshelf']);

/**
 * Takes the word of other programs that something happened. It is only a hint: nothing it says is
 * read. Without a token and a secret there is no hook. Throws ConfigError for an address that is none.
 */
export function serveHooks(app: FastifyInstance, hooks: Hooks, tools: Tools): void {
  const isAllowed = addressList(hooks.allow);
  if (!hooks.token && !hooks.secret) return;
  const limit = limitPerAddress(app, perAddressMax);
  app.decorateRequest('claim', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook<{ Params: Params }>('onRequest', async (request) => {
    await limit(request);
    if (!isAllowed(request.ip)) {
      throw await refusal(request, hooks, tools, 403, 'This address may not call hooks.');
    }
    const claim = claimOf(request, hooks, tools.now());
    if (typeof claim === 'string') throw await refusal(request, hooks, tools, 401, claim);
    request.claim = claim;
  });
  app.post<{ Params: Params }>('/:name', { schema: { hide: true } }, async (request, reply) => {
    const { claim, params } = request;
    if (!claim) {
      // The caller waits for nothing: a hint that gets lost is made up for by the clock.
      hooks.take(params.name, null).catch((error: unknown) => {
        tools.log.warn({ id: request.id, cause: messageOf(error) }, 'a hint was not passed on');
      });
      return reply.code(202).send(envelopeOf(null, tools.now()));
    }
    if (!isSigned(claim, bodyOf(request), hooks.secret ?? '')) {
      const why = 'The signature does not fit time and body.';
      throw await refusal(request, hooks, tools, 401, why);
    }
    await takeSigned(params.name, claim.signature, hooks);
    return reply.code(202).send(envelopeOf(null, tools.now()));
  });
}

async function takeSigned(name: string, signature: Buffer, hooks: Hooks): Promise<void> {
  const outcome = await hooks.take(name, signature);
  if (outcome === 'repeated') {
    const text = 'A delivery with this signature was taken before.';
    throw new Refusal(409, 'already_decided', text, 'Nothing was done again.');
  }
  if (outcome === 'unknown') {
    const text = 'There is no hook of that name.';
    throw new Refusal(404, 'not_found', text, 'It is qbittorrent, audiobookshelf or a job.');
  }
}

/** What is known before the body is read: null for a caller with the token, a sentence when it is refused. */
function claimOf(
  request: FastifyRequest<{ Params: Params }>,
  { token, secret }: Hooks,
  now: Date,
): Claim | string | null {
  const given = request.headers['x-hook-token'];
  if (typeof given === 'string') {
    const isKnown = token !== undefined && isSecret(given, digestOf(token));
    if (!isKnown) return 'The token in the header X-Hook-Token is wrong.';
    if (withToken.has(request.params.name)) return null;
    return 'This hook takes signed deliveries only.';
  }
  if (secret !== undefined) return readClaim(request.headers, now);
  return 'The header X-Hook-Token is missing, and HOOK_SECRET for signed deliveries is not set.';
}

/** A refusal that was written down; it stands, too, when that was not possible. */
async function refusal(
  request: FastifyRequest<{ Params: Params }>,
  hooks: Hooks,
  { log }: Tools,
  status: number,
  why: string,
): Promise<Refusal> {
  const { id, params, ip } = request;
  try {
    await hooks.refuse(params.name, `${why} (${ip})`);
  } catch (error) {
    log.warn({ id, cause: messageOf(error) }, 'a refused delivery was not written down');
  }
  const hint = 'Check HOOK_TOKEN, HOOK_SECRET and HOOK_ALLOW.';
  return new Refusal(status, 'not_allowed', why, hint);
}

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
