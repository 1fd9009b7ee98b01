import type { FastifyInstance } from 'fastify';
import type { HttpRoute } from '../chat/platform.ts';

/** Hands the requests of these paths over unread: their signatures are over the raw body. */
export function serveRawRoutes(app: FastifyInstance, routes: readonly HttpRoute[]): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  for (const { path, handle } of routes) {
    app.post(path, { schema: { hide: true } }, (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw);
    });
  }
}
