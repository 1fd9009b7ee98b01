import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createMam } from '../../../src/clients/mam/index.ts';
import { createMemorySession } from '../../support/tracker-session.ts';

export type Received = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
};

export type Reply = {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
};

/** A loopback server that keeps every request and closes with the test. */
export async function startServer(reply: (request: Received) => Reply) {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body };
      received.push(request);
      const answer = reply(request);
      outgoing.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received };
}

/** A client against a server that answers every request in the same way. */
export async function mamAnswering(
  reply: Reply | ((request: Received) => Reply),
  options: { cookie?: string; now?: () => Date; mayReadPages?: () => Promise<boolean> } = {},
) {
  const server = await startServer(typeof reply === 'function' ? reply : () => reply);
  const session = createMemorySession(options.cookie ?? 'first-cookie');
  const now = options.now ?? (() => new Date('2031-05-04T12:00:00Z'));
  const { mayReadPages = async () => false } = options;
  const userAgent = 'warden-test/1';
  const mam = createMam({ baseUrl: server.url, userAgent, session, now, mayReadPages });
  return { mam, session, received: server.received };
}

/** A client of a site whose pages are read as that text, or not at all while nobody allows it. */
export async function pagesOf(body: () => string, isAllowed: boolean) {
  const headers = { 'content-type': 'text/html' };
  return await mamAnswering(() => ({ headers, body: body() }), {
    mayReadPages: async () => isAllowed,
  });
}

export function json(value: unknown, headers: Record<string, string | string[]> = {}): Reply {
  return {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
