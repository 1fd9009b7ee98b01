import { createOwnHooks } from './clients/own-hooks/index.ts';
import { createOwnServer } from './clients/own-server/index.ts';
import type { Config } from './config.ts';
import type { Services } from './services.ts';

/** Our own HTTP server from outside, and its hooks when there is something to sign with. */
export function openOwnServer(
  { settings }: Config,
  userAgent: string,
): Pick<Services, 'ownHooks' | 'ownServer'> {
  const { HOOK_SECRET: secret, HTTP_HOST, HTTP_PORT } = settings;
  const host = ['0.0.0.0', '::'].includes(HTTP_HOST) ? '127.0.0.1' : HTTP_HOST;
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${HTTP_PORT}`;
  const now = () => new Date();
  return {
    ownHooks: secret ? createOwnHooks({ baseUrl, secret, userAgent, now }) : null,
    ownServer: createOwnServer({ baseUrl, userAgent }),
  };
}
