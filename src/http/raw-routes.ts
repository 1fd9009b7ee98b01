import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** A path whose requests somebody else reads and answers, the untouched body included. */
export type RawRoute = {
  path: string;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
};

/** Hands the requests of these paths over unread: their signatures are over the raw body. */
export function serveRawRoutes(app: FastifyInstance, routes: readonly RawRoute[]): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  for (const { path, handle } of routes) {
    app.post(path, { schema: { hide: true } }, (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw);
    });
  }
}
