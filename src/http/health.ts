import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { envelopeOf, errorEnvelopeOf } from './envelope.ts';
import { errorStatus } from './error-answer.ts';
import { limitPerAddress } from './limits.ts';
import { noteMethods } from './other-methods.ts';

export type Health = {
  /** Whether the process answers at all; no outside part is asked. */
  live(): unknown;
  /** Whether it can work, and how each part it needs is doing, in words anybody may read. */
  ready(): Promise<{ ok: boolean; checks: Record<string, string> }>;
};

const perAddressMax = 100;

/** Answers without a key: monitors have none. Not being ready is a 503 that keeps its data. */
export function serveHealth(app: FastifyInstance, health: Health, now: () => Date): void {
  app.addHook('onRequest', limitPerAddress(app, perAddressMax));
  const refuseOthers = noteMethods(app);
  const ready = async (request: FastifyRequest, reply: FastifyReply) => {
    const { ok, checks } = await health.ready();
    const data = { status: ok ? 'ok' : 'degraded', services: checks };
    if (ok) return envelopeOf(data, now());
    const code = 'service_unreachable';
    reply.code(errorStatus[code]);
    return { ...errorEnvelopeOf({ code, ...notReady }, request.id, now()), data };
  };
  const schema = { tags: ['health'], summary: 'Whether the program can work', security: [] };
  for (const path of ['/health', '/health/ready', '/api/system/health']) {
    app.get(path, { schema }, ready);
  }
  const live = { ...schema, summary: 'Whether the program runs' };
  app.get('/health/live', { schema: live }, () => envelopeOf(health.live(), now()));
  refuseOthers();
}

const notReady = {
  message: 'Something this program needs is not there.',
  hint: 'The data names it; the log has the cause.',
};
