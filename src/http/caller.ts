import type { FastifyRequest } from 'fastify';
import type { Actor } from '../command/actor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose key the request carried; null on paths that need none. */
    actor: Actor | null;
    /** That key as a digest, by which calls are counted; null with `actor`. */
    keyDigest: string | null;
  }
}

/** The actor of a request that passed `requireKey`. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error('an API path is served without asking for a key');
  return request.actor;
}

/** The digest of the key of a request that passed `requireKey`. */
export function keyDigestOf(request: FastifyRequest): string {
  if (request.keyDigest === null) throw new Error('a path is served without asking for a key');
  return request.keyDigest;
}
