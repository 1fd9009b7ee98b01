import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../command/actor.ts';
import type { Reply } from '../../command/reply.ts';
import { Refusal } from '../refusal.ts';
import { digestOf, isSecret } from '../secrets.ts';

/** Who is signed in, kept for every process. */
export type Sessions = {
  /** A new session's token for a known key, `unknown` for any other; a date when the address has to wait until then. */
  open: (key: string, address: string) => Promise<{ token: string } | 'unknown' | Date>;
  find: (token: string) => Promise<{ actor: Actor; keyDigest: string } | null>;
  close: (token: string) => Promise<void>;
  leaveNotice: (token: string, notice: Reply) => Promise<void>;
  takeNotice: (token: string) => Promise<Reply | null>;
};

/** Somebody who is signed in; `csrf` is what their forms have to carry. */
export type Visitor = { token: string; actor: Actor; keyDigest: string; csrf: string };

export const sessionDays = 7;
const cookieName = 'shelfwarden';

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | null;
  }
}

/** Sends whoever is not signed in to the place where they can, and refuses forms of other pages. */
export function requireVisitor(app: FastifyInstance, sessions: Sessions): void {
  app.addHook('onRequest', async (request, reply) => {
    const visitor = await visitorOf(request, sessions);
    if (!visitor) return reply.redirect('/dashboard/sign-in', 303);
    request.visitor = visitor;
    request.actor = visitor.actor;
    request.keyDigest = visitor.keyDigest;
  });
  app.addHook('preHandler', async (request) => {
    if (request.method !== 'POST') return;
    const given = fieldsOf(request)['csrf'] ?? '';
    if (isSecret(given, digestOf(visitorIn(request).csrf))) return;
    throw new Refusal(
      403,
      'not_allowed',
      'This form is not of your session.',
      'Nothing was done. Load the page again.',
    );
  });
}

/** The visitor of a request that passed `requireVisitor`. */
export function visitorIn({ visitor }: FastifyRequest): Visitor {
  if (!visitor) throw new Error('a page is served to nobody');
  return visitor;
}

export async function visitorOf(
  request: FastifyRequest,
  sessions: Sessions,
): Promise<Visitor | null> {
  const token = cookieIn(request);
  const found = token === null ? null : await sessions.find(token);
  if (token === null || !found) return null;
  return { ...found, token, csrf: digestOf(`form:${token}`).toString('hex') };
}

/** The fields of a form; of a name given twice the last one counts. */
export function fieldsOf({ body }: FastifyRequest): Record<string, string> {
  return body instanceof URLSearchParams ? Object.fromEntries(body) : {};
}

export function setCookie(reply: FastifyReply, token: string, isSecure: boolean): void {
  writeCookie(reply, token, sessionDays * 86_400, isSecure);
}

export function clearCookie(reply: FastifyReply, isSecure: boolean): void {
  writeCookie(reply, '', 0, isSecure);
}

function writeCookie(reply: FastifyReply, value: string, maxAgeSeconds: number, isSecure: boolean) {
  const secure = isSecure ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`,
  );
}

function cookieIn({ headers }: FastifyRequest): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const value = pairs.find(([name]) => name === cookieName)?.[1];
  return value && /^[\w-]{20,100}$/.test(value) ? value : null;
}
