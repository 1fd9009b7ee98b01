import type { FastifyInstance, RouteOptions } from 'fastify';
import { describeOnly, notCompiled } from './describing-only.ts';

/** The description of the API as a document of its own. */
export type Describe = () => Promise<object>;

/** Notes every route added after it; they are described when somebody asks. */
export function describeApi(app: FastifyInstance, version: string): Describe {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  let written: Promise<object> | undefined;
  return () => {
    written ??= writeDescription(routes, version);
    return written;
  };
}

/** Without the envelope, as tools expect it. */
export function serveDescription(app: FastifyInstance, describe: Describe): void {
  app.get('/openapi.json', { schema: { hide: true } }, describe);
}

/**
 * By a server that has the same routes and listens to nobody: what writes has to hear of them one by one,
 * and weighs too much to be in memory wherever nobody asks.
 */
async function writeDescription(routes: readonly RouteOptions[], version: string): Promise<object> {
  const { fastify } = await import('fastify');
  const { default: swagger } = await import('@fastify/swagger');
  const zod = await import('fastify-type-provider-zod');
  const app = fastify({
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: notCompiled },
  });
  describeOnly(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Shelfwarden',
        version,
        description: 'Every command, by its own name and under the paths older tools use.',
      },
      components: {
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
      },
      security: [{ key: [] }],
    },
    transform: zod.jsonSchemaTransform,
    transformObject: zod.jsonSchemaTransformObject,
  });
  for (const { method, url, schema } of routes) {
    if (method !== 'HEAD' && schema) app.route({ method, url, schema, handler: () => null });
  }
  await app.ready();
  return app.swagger();
}
