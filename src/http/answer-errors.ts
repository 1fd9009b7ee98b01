import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../command/definition.ts';
import { ExternalError, messageOf } from '../errors.ts';
import { errorEnvelopeOf } from './envelope.ts';
import { type ErrorAnswer, errorAnswer } from './error-answer.ts';
import { noteMethods, refuseMethod } from './other-methods.ts';
import { Refusal } from './refusal.ts';

export type Log = Context['services']['log'];
type Tools = { log: Log; now: () => Date };

/** Puts every error into the envelope; what the client may not know is logged under the same id. */
export function answerErrors(app: FastifyInstance, { log, now }: Tools): void {
  app.setErrorHandler((error, request, reply) => {
    const at = now();
    const answer = errorAnswer(error, at);
    logFault(log, error, answer, request);
    if (answer.retryAfterSeconds !== null) reply.header('retry-after', answer.retryAfterSeconds);
    return reply.code(answer.status).send(errorEnvelopeOf(answer, request.id, at));
  });
}

/** Answers addresses that cannot be decoded; they pass no hook and no error handler. */
export function answerFrameworkError(now: () => Date) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const at = now();
    const answer = errorAnswer(error, at);
    const body = JSON.stringify(errorEnvelopeOf(answer, request.id, at));
    reply.code(answer.status).header('x-request-id', request.id).type('application/json');
    void reply.send(body);
  };
}

/** Refuses every address nothing answers at, and what the routes added from now on do not take. */
export function answerUnknownPaths(app: FastifyInstance): void {
  const methodsAt = noteMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const known = methodsAt(request.url);
    if (known.length > 0) return refuseMethod(request, reply, known);
    throw new Refusal(
      404,
      'not_found',
      'There is nothing at this address.',
      'GET /api/openapi.json lists what there is.',
    );
  });
}

/** Keeps what the client may not know; a person's mistake is no fault. */
export function logFault(
  log: Log,
  error: unknown,
  answer: ErrorAnswer,
  request: FastifyRequest,
): void {
  const where = { id: request.id, method: request.method, path: request.routeOptions.url };
  const cause = messageOf(error);
  if (error instanceof ExternalError) {
    log.warn({ ...where, service: error.service, kind: error.kind, cause }, 'a service failed');
  } else if (answer.code === 'internal') {
    const stack = error instanceof Error ? error.stack : undefined;
    log.error({ ...where, cause, stack }, 'a request failed');
  }
}
