import { isIPv4 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

/**
 * Refuses requests for a foreign name while the server is bound to this machine alone: a web page
 * whose name was pointed at 127.0.0.1 (DNS rebinding) must not talk to us.
 */
export function requireOwnHost(app: FastifyInstance, publicUrl: string | undefined): void {
  const names = new Set(['localhost', '[::1]']);
  if (publicUrl) names.add(new URL(publicUrl).hostname);
  app.addHook('onRequest', async (request) => {
    const name = nameOf(request.headers.host ?? '');
    if (names.has(name) || isLoopback(name) || !isBoundToLoopback(app)) return;
    throw new Refusal(
      403,
      'not_allowed',
      'This server is not known by that name.',
      'Use localhost, or set PUBLIC_URL to the address people use.',
    );
  });
}

/** A server that does not listen yet is treated as bound to loopback. */
function isBoundToLoopback(app: FastifyInstance): boolean {
  const address = app.server.address();
  if (address === null || typeof address === 'string') return true;
  return isLoopback(address.address);
}

/** Whether an IP address is this machine's own; names are not. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/** The host without its port, in lower case; IPv6 keeps its brackets. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}
