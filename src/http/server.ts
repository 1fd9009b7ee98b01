import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { fastify, type FastifyInstance } from 'fastify';
import type { HttpRoute } from '../chat/platform.ts';
import type { Commands } from '../command/discover.ts';
import type { Execute } from '../command/execute.ts';
import {
  answerErrors,
  answerFrameworkError,
  answerUnknownPaths,
  type Log,
} from './answer-errors.ts';
import { type ApiKeys, requireKey } from './authenticate.ts';
import { answerClientError } from './client-error.ts';
import type { Dashboard } from './dashboard/options.ts';
import { serveDashboard } from './dashboard/serve.ts';
import { type Health, serveHealth } from './health.ts';
import { type Hooks, serveHooks } from './hooks.ts';
import { describeOnly, notCompiled } from './describing-only.ts';
import { requireOwnHost } from './host.ts';
import { type Limit, limitGrabs } from './limits.ts';
import type { Confirmations } from './mcp/confirm.ts';
import { serveMcp } from './mcp/serve.ts';
import { describeApi, type Describe, serveDescription } from './openapi.ts';
import { type Figures, measureDurations, type OutsideRequests, serveMetrics } from './metrics.ts';
import { serveProviderSearch } from './provider-search.ts';
import { serveRawRoutes } from './raw-routes.ts';
import { serveCommands } from './serve.ts';

export type HttpServerOptions = {
  commands: Commands;
  execute: Execute;
  /** Whose key this is; null for an unknown one. */
  apiKeys: ApiKeys;
  confirmations: Confirmations;
  dashboard: Dashboard;
  hooks: Hooks;
  health: Health;
  figures: Figures;
  /** What this program asks of others; without it that is not measured. */
  outsideRequests?: OutsideRequests;
  log: Log;
  now: () => Date;
  version: string;
  /** Paths that others answer. */
  rawRoutes?: readonly HttpRoute[];
  /** The address people use when it is not localhost. */
  publicUrl?: string | undefined;
};

const grabsPerHour = 20;
const bodyLimit = 1024 * 1024;
const requestTimeout = 30_000;

/** The HTTP server with every route, not listening yet; throws ConfigError for a malformed HOOK_ALLOW. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { log, now, health } = options;
  const app = fastify({
    bodyLimit,
    requestTimeout,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true },
    schemaController: { compilersFactory: notCompiled },
    clientErrorHandler: answerClientError(now),
    frameworkErrors: answerFrameworkError(now),
  });
  describeOnly(app);
  app.decorateRequest('actor', null);
  app.decorateRequest('keyDigest', null);
  answerErrors(app, { log, now });
  answerUnknownPaths(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  logRequests(app, log);
  const durations = measureDurations(app, options.outsideRequests);
  await app.register(helmet, securityHeaders);
  requireOwnHost(app, options.publicUrl);
  await app.register(rateLimit, { global: false });
  const limitGrab = limitGrabs(app, grabsPerHour);
  const describe = describeApi(app, options.version);
  await app.register(async (scope) => serveHealth(scope, health, { log, now }));
  await app.register(async (scope) => serveHooks(scope, options.hooks, { log, now }), {
    prefix: '/hooks',
  });
  await app.register(async (scope) => serveProviderSearch(scope, options), {
    prefix: '/provider',
  });
  await app.register(async (scope) => serveMetrics(scope, { ...options, durations }), {
    prefix: '/metrics',
  });
  await app.register(async (scope) => serveRawRoutes(scope, options.rawRoutes ?? []));
  await app.register(async (scope) =>
    serveDashboard(scope, { ...options, ...options.dashboard, describe, limitGrab }),
  );
  await app.register(async (scope) => serveMcp(scope, { ...options, limitGrab }), {
    prefix: '/mcp',
  });
  await app.register(async (scope) => serveApi(scope, options, { describe, limitGrab }), {
    prefix: '/api',
  });
  return app;
}

function serveApi(
  app: FastifyInstance,
  options: HttpServerOptions,
  { describe, limitGrab }: { describe: Describe; limitGrab: Limit },
): void {
  takeJsonOnly(app);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  requireKey(app, options.apiKeys);
  answerUnknownPaths(app);
  serveCommands(app, options, limitGrab);
  serveDescription(app, describe);
}

/** Many clients name the content type although they send nothing; that is an empty body, not a broken one. */
function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else return parse(request, String(body), done);
  });
}

/** Changes and refusals are worth a line; reads, which monitors and widgets repeat, only for debugging. */
function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const level = isRead && reply.statusCode < 400 ? 'debug' : 'info';
    log[level](
      {
        id: request.id,
        method: request.method,
        path: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        actor: request.actor?.id,
      },
      'http request',
    );
  });
}

/** Nothing here is a page: nothing may be loaded, framed or embedded. HSTS belongs to whoever ends TLS. */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
};
