import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export type GateRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};
export type GateAnswer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/** Decides what becomes of a request: passes it on or not, now or later, and what is answered. */
export type Guard = (
  request: GateRequest,
  /** With the body as it came, or another one. */
  forward: (body?: Buffer) => Promise<GateAnswer>,
) => Promise<GateAnswer>;

/** A way to a server on which things can go wrong that the server itself would not do. */
export type Gate = {
  url: string;
  /** Every request that came this way. */
  requests: GateRequest[];
  /** Of the bodies that the server sent, as they went over the wire. */
  readonly receivedBytes: number;
  /** Null lets everything pass. */
  setGuard: (guard: Guard | null) => void;
  /** Refuses every connection, as when the server were not running, until `reopen`. */
  shut: () => Promise<void>;
  reopen: () => Promise<void>;
  stop: () => Promise<void>;
};

/** By default the host is passed on as it came, so that addresses the server makes of it lead through the gate. */
export async function startGate(target: string, { keepsHost = true } = {}): Promise<Gate> {
  const requests: GateRequest[] = [];
  let receivedBytes = 0;
  let guard: Guard | null = null;
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => incoming.socket.destroy(),
    );
  });

  async function answer(incoming: IncomingMessage): Promise<GateAnswer> {
    const body = await readAll(incoming);
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', target);
    const { method = 'GET', headers } = incoming;
    const request = { method, path, query, headers, body };
    requests.push(request);
    const host = keepsHost ? headers.host : new URL(target).host;
    const forward = async (other = body) => {
      const answer = await pass(target, incoming, { host, body: other });
      receivedBytes += answer.body.length;
      return answer;
    };
    return guard ? guard(request, forward) : forward();
  }

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get receivedBytes() {
      return receivedBytes;
    },
    setGuard: (next) => {
      guard = next;
    },
    shut: close,
    reopen: async () => {
      await listen(port);
    },
    stop: close,
  };
}

/** Holds the first matching request for ever, before the server saw it or after it acted; `reached` tells when. */
export function holdFirst(
  matches: (request: GateRequest) => boolean,
  when: 'before' | 'after',
): { guard: Guard; reached: Promise<void> } {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  let isHeld = false;
  return {
    reached,
    guard: async (request, forward) => {
      if (isHeld || !matches(request)) return forward();
      isHeld = true;
      if (when === 'after') await forward();
      resolve();
      return new Promise(() => {});
    },
  };
}

/** The same answer with another body. */
export function withBody(answer: GateAnswer, body: Buffer): GateAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-length': body.length }, body };
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  { host, body }: { host: string | undefined; body: Buffer },
): Promise<GateAnswer> {
  const { method = 'GET' } = incoming;
  const sized = body.length > 0 ? { 'content-length': String(body.length) } : {};
  const headers = { ...incoming.headers, ...sized, host };
  const outgoing = open(new URL(incoming.url ?? '/', target), { method, headers });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': _chunked, ...plain } = answer.headers;
  return { status: answer.statusCode ?? 0, headers: plain, body: await readAll(answer) };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
