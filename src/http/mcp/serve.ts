import type { FastifyInstance } from 'fastify';
import type { Log } from '../answer-errors.ts';
import { type ApiKeys, requireKeyOrBearer } from '../authenticate.ts';
import { actorOf, keyDigestOf } from '../caller.ts';
import type { Limit } from '../limits.ts';
import { requireOwnOrigin } from '../own-origin.ts';
import { grabs } from '../serve.ts';
import type { ToolDoor } from './call-tool.ts';

export type McpOptions = ToolDoor & {
  apiKeys: ApiKeys;
  limitGrab: Limit;
  log: Log;
  version: string;
  publicUrl?: string | undefined;
};

/**
 * Every command as a tool of the Model Context Protocol. Each request stands alone, so any process can
 * answer it; the protocol itself is loaded with the first one.
 */
export function serveMcp(app: FastifyInstance, options: McpOptions): void {
  requireOwnOrigin(app, options.publicUrl);
  requireKeyOrBearer(app, options.apiKeys);
  app.post('/', { schema: { hide: true } }, async (request, reply) => {
    const { exchange } = await import('./exchange.ts');
    const answer = await exchange(request, {
      ...options,
      caller: { actor: actorOf(request), keyDigest: keyDigestOf(request) },
      beforeChange: async (command) => {
        if (grabs.has(command)) await options.limitGrab(request);
      },
    });
    reply.code(answer.status);
    for (const [name, value] of answer.headers) {
      if (name !== 'content-length') reply.header(name, value);
    }
    return reply.send(await answer.text());
  });
}
