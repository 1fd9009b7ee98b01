import type { HttpRoute } from './chat/platform.ts';
import { createHttpServer } from './http/server.ts';
import { digestOf } from './http/secrets.ts';
import { ConfigError, messageOf } from './errors.ts';
import { keepConfirmation, takeConfirmation } from './members/confirmations.ts';
import { readMetrics } from './metrics/read.ts';
import { openDashboard } from './open-dashboard.ts';
import { openHooks } from './open-hooks.ts';
import { openKeys } from './open-keys.ts';
import { hearRequests } from './request-times.ts';
import type { Services } from './services.ts';
import type { Door } from './start.ts';
import { version } from './version.ts';

export type HttpAddress = { url: string; close: () => Promise<void> };

/** Starts the HTTP server for the commands; throws ConfigError when its port is taken. */
export async function openHttp(
  { services, commands, execute }: Door,
  rawRoutes: readonly HttpRoute[],
): Promise<HttpAddress> {
  const { settings } = services.config;
  const keys = openKeys(services);
  const app = await createHttpServer({
    commands,
    execute,
    apiKeys: (key) => keys(digestOf(key)),
    dashboard: openDashboard(services, keys),
    confirmations: {
      keep: (digest, expiresAt) => keepConfirmation(services.em(), digest, expiresAt),
      take: (digest) => takeConfirmation(services.em(), digest, services.now()),
    },
    hooks: {
      token: settings.HOOK_TOKEN,
      secret: settings.HOOK_SECRET,
      allow: settings.HOOK_ALLOW,
      ...openHooks(services),
    },
    health: { live: () => ({ version }), ready: () => readiness(services) },
    figures: () => readMetrics(services.em(), services),
    outsideRequests: hearRequests,
    log: services.log,
    now: services.now,
    version,
    publicUrl: settings.PUBLIC_URL,
    rawRoutes,
  });
  try {
    const url = await app.listen({ host: settings.HTTP_HOST, port: settings.HTTP_PORT });
    return { url, close: () => app.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigError([
      `HTTP_PORT: ${settings.HTTP_PORT} on ${settings.HTTP_HOST} is taken by another program; choose another port`,
    ]);
  }
}

async function readiness({
  em,
}: Services): Promise<{ ok: boolean; checks: Record<string, string> }> {
  try {
    await em().execute('select 1');
    return { ok: true, checks: { database: 'ok' } };
  } catch (error) {
    return { ok: false, checks: { database: messageOf(error) } };
  }
}
