import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

/** Refuses what a browser sends from a page of somebody else; programs name no origin. */
export function requireOwnOrigin(app: FastifyInstance, publicUrl: string | undefined): void {
  const publicHost = publicUrl && new URL(publicUrl).host;
  app.addHook('onRequest', async ({ headers }) => {
    const { origin, host } = headers;
    if (origin === undefined) return;
    const asked = URL.canParse(origin) ? new URL(origin).host : null;
    if (asked !== null && (asked === host || asked === publicHost)) return;
    throw new Refusal(
      403,
      'not_allowed',
      'This request comes from a page of another address.',
      'Use the address of this server, or set PUBLIC_URL to the one people use.',
    );
  });
}
