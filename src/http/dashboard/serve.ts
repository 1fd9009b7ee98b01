import type { FastifyInstance } from 'fastify';
import { logFault } from '../answer-errors.ts';
import { errorAnswer } from '../error-answer.ts';
import { limitPerAddress } from '../limits.ts';
import { requireOwnOrigin } from '../own-origin.ts';
import { serveActs } from './act.ts';
import { htmlType } from './content-type.ts';
import { serveEvents } from './events.ts';
import { serveFiles } from './files.ts';
import { textOf } from './html.ts';
import type { DashboardOptions } from './options.ts';
import { refusalPage } from './page.ts';
import { servePages } from './pages.ts';
import { requireVisitor } from './session.ts';
import { serveSignIn } from './sign-in.ts';

const requestsPerMinute = 240;

/** One page over the same commands, for a browser with or without scripts. */
export async function serveDashboard(
  app: FastifyInstance,
  options: DashboardOptions,
): Promise<void> {
  app.decorateRequest('visitor', null);
  takeForms(app);
  requireOwnOrigin(app, options.publicUrl);
  const limit = limitPerAddress(app, requestsPerMinute);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders);
    await limit(request);
  });
  answerWithPages(app, options);
  serveFiles(app);
  await app.register(async (scope) => serveSignIn(scope, options));
  await app.register(async (scope) => {
    requireVisitor(scope, options.sessions);
    servePages(scope, options);
    serveActs(scope, options);
    serveEvents(scope, options);
  });
}

function takeForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

/** Errors are pages here, with the same words. */
function answerWithPages(app: FastifyInstance, { log, now }: DashboardOptions): void {
  app.setErrorHandler((error, request, reply) => {
    const answer = errorAnswer(error, now());
    logFault(log, error, answer, request);
    if (answer.retryAfterSeconds !== null) reply.header('retry-after', answer.retryAfterSeconds);
    const page = refusalPage(answer.message, answer.hint);
    return reply.code(answer.status).type(htmlType).send(textOf(page));
  });
}

/** Everything comes from this server and nothing runs inside the page; a form names its origin only at home. */
const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};
