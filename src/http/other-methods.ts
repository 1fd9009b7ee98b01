import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Refusal } from './refusal.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * Notes the routes added to `app` from now on; the returned function then answers OPTIONS at each of
 * their paths and refuses the methods it does not take.
 */
export function noteMethods(app: FastifyInstance): () => void {
  const taken = new Map<string, Set<HTTPMethods>>();
  app.addHook('onRoute', ({ routePath, method }) => {
    const known = taken.get(routePath) ?? new Set();
    for (const one of [method].flat()) known.add(one as HTTPMethods);
    taken.set(routePath, known);
  });
  return () => {
    // A copy, because the routes added here are noted as well.
    for (const [path, known] of new Map(taken)) refuseOthers(app, path, new Set(known));
  };
}

function refuseOthers(app: FastifyInstance, path: string, known: ReadonlySet<HTTPMethods>): void {
  const allow = [...known, 'OPTIONS'].join(', ');
  app.route({
    method: methods.filter((method) => !known.has(method)),
    url: path,
    schema: { hide: true },
    handler: (request, reply) => {
      reply.header('allow', allow);
      if (request.method === 'OPTIONS') return reply.code(204).send();
      throw new Refusal(
        405,
        'bad_input',
        `This address does not take ${request.method}.`,
        `It takes ${allow}.`,
      );
    },
  });
}
