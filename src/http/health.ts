import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from './answer-errors.ts';
import { envelopeOf, errorEnvelopeOf } from './envelope.ts';
import { errorStatus } from './error-answer.ts';
import { limitPerAddress } from './limits.ts';

export type Health = {
  /** Whether the process answers at all; no outside part is asked. */
  live(): unknown;
  /** Whether it can work; each part it needs is `ok` or says what is wrong with it. */
  ready(): Promise<{ ok: boolean; checks: Record<string, string> }>;
};

const perAddressMax = 100;
const readyPaths = [
  '/health',
  '/health/ready',
  '/health/deep',
  '/health/detailed',
  '/api/system/health',
];

/**
 * Answers without a key: monitors have none. Not being ready is a 503 that keeps its data. What is
 * wrong with a part goes to the log, not to everybody.
 */
export function serveHealth(
  app: FastifyInstance,
  health: Health,
  { log, now }: { log: Log; now: () => Date },
): void {
  app.addHook('onRequest', limitPerAddress(app, perAddressMax));
  const ready = async (request: FastifyRequest, reply: FastifyReply) => {
    const { ok, checks } = await health.ready();
    const data = { status: ok ? 'ok' : 'degraded', services: publicWords(checks) };
    if (ok) return envelopeOf(data, now());
    log.warn({ id: request.id, checks }, 'not ready');
    const code = 'service_unreachable';
    reply.code(errorStatus[code]);
    return { ...errorEnvelopeOf({ code, ...notReady }, request.id, now()), data };
  };
  const schema = { tags: ['health'], summary: 'Whether the program can work', security: [] };
  for (const path of readyPaths) {
    app.get(path, { schema }, ready);
  }
  const live = { ...schema, summary: 'Whether the program runs' };
  app.get('/health/live', { schema: live }, () => envelopeOf(health.live(), now()));
}

function publicWords(checks: Record<string, string>): Record<string, 'ok' | 'failing'> {
  const words = Object.entries(checks).map(([part, word]) => [
    part,
    word === 'ok' ? 'ok' : 'failing',
  ]);
  return Object.fromEntries(words) as Record<string, 'ok' | 'failing'>;
}

const notReady = {
  message: 'Something this program needs is not there.',
  hint: 'The data names it; the log has the cause.',
};
