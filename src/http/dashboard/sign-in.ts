import type { FastifyInstance } from 'fastify';
import { htmlType } from './content-type.ts';
import { textOf } from './html.ts';
import { signInPage } from './page.ts';
import {
  clearCookie,
  fieldsOf,
  requireVisitor,
  type Sessions,
  setCookie,
  visitorIn,
  visitorOf,
} from './session.ts';

type SignIn = { sessions: Sessions; now: () => Date; publicUrl?: string | undefined };

/** The only pages somebody without a session sees. */
export async function serveSignIn(
  app: FastifyInstance,
  { sessions, now, publicUrl }: SignIn,
): Promise<void> {
  const isSecure = publicUrl?.startsWith('https:') === true;
  const schema = { hide: true };
  app.get('/dashboard/sign-in', { schema }, async (request, reply) => {
    if (await visitorOf(request, sessions)) return reply.redirect('/', 303);
    return reply.type(htmlType).send(textOf(signInPage(null)));
  });
  app.post('/dashboard/sign-in', { schema }, async (request, reply) => {
    const { key = '' } = fieldsOf(request);
    const opened = await sessions.open(key.trim(), request.ip);
    if (typeof opened === 'object' && 'token' in opened) {
      setCookie(reply, opened.token, isSecure);
      return reply.redirect('/', 303);
    }
    const problem = opened === 'unknown' ? 'This key is not known.' : lockedText(opened, now());
    const status = opened === 'unknown' ? 401 : 429;
    return reply
      .code(status)
      .type(htmlType)
      .send(textOf(signInPage(problem)));
  });
  await app.register(async (scope) => {
    requireVisitor(scope, sessions);
    scope.post('/dashboard/sign-out', { schema }, async (request, reply) => {
      await sessions.close(visitorIn(request).token);
      clearCookie(reply, isSecure);
      return reply.redirect('/dashboard/sign-in', 303);
    });
  });
}

function lockedText(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return `Too many tries from this address. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}
