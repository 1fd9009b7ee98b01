import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DiscordState } from '../state.ts';
import { type ApiAnswer, answerRequest, type RecordedRequest } from './answer.ts';
import { routeNames } from './api-router.ts';
import { createFaults, type Faults } from './faults.ts';
import { type ReadRequest, readRequest } from './read-request.ts';

export type HttpSide = {
  server: Server;
  faults: Faults;
  requests: RecordedRequest[];
  /** Refuses connections; those that stand are cut. */
  goDown: () => Promise<void>;
  comeBack: () => Promise<void>;
};

/** The HTTP server: the API, the uploaded files, and the upgrade to the gateway. */
export async function startHttp(state: DiscordState): Promise<HttpSide> {
  const faults = createFaults(routeNames);
  const requests: RecordedRequest[] = [];
  const answer = (request: ReadRequest) =>
    answerRequest(state, faults, requests, request).catch((error: unknown): ApiAnswer => {
      state.violations.push({ rule: 'stand-in-fault', detail: String(error) });
      return { status: 500, body: { message: String(error), code: 0 } };
    });
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/attachments/')) return sendFile(state, incoming, outgoing);
    readRequest(incoming)
      .then(async (request) => send(outgoing, await answer(request)))
      // Whoever asked went away before the request was complete.
      .catch(() => outgoing.destroy());
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  state.url = `http://127.0.0.1:${port}`;
  return {
    server,
    faults,
    requests,
    goDown: () => close(server),
    comeBack: () => listen(server, port),
  };
}

function send(outgoing: ServerResponse, answer: ApiAnswer | 'cut'): void {
  if (answer === 'cut') {
    outgoing.destroy();
    return;
  }
  const { status, body, headers } = answer;
  const isEmpty = body === undefined;
  outgoing.writeHead(status, {
    ...(!isEmpty && { 'content-type': 'application/json' }),
    ...headers,
  });
  outgoing.end(isEmpty ? undefined : JSON.stringify(body));
}

function sendFile(state: DiscordState, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const file = state.files.get(incoming.url?.split('/')[2] ?? '');
  if (file) outgoing.writeHead(200, { 'content-type': file.type }).end(file.bytes);
  else outgoing.writeHead(404).end();
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
