import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Line } from './delivery.ts';
import { createSocketAcks } from './socket-acks.ts';
import { report, type Workspace, wake } from './workspace.ts';

export type DisconnectReason =
  | 'warning'
  | 'refresh_requested'
  | 'link_disabled'
  | 'too_many_websockets';

const maxConnections = 10;
const pingEveryMs = 10_000;

/** The Socket Mode side: as many connections as the app opens, envelopes go to them in turn. */
export type Sockets = {
  /** Open connections. */
  count: () => number;
  /** Cuts every connection without a word. */
  drop: () => void;
  /** Asks every connection to go away. */
  disconnect: (reason: DisconnectReason) => void;
  /** While muted nothing is answered or sent, not even pings, and the connections stay open. */
  mute: (muted: boolean) => void;
  /** While refusing no new connection comes up. */
  refuse: (refusing: boolean) => void;
};

export type SocketServer = Line & {
  sockets: Sockets;
  /** The address of one new connection; works once. */
  open: () => string;
  stop: () => Promise<void>;
};

export async function startSockets(
  workspace: Workspace,
  deadlineMs: number,
): Promise<SocketServer> {
  const tickets = new Set<string>();
  const connections: WebSocket[] = [];
  const acks = createSocketAcks(workspace, deadlineMs);
  let muted = false;
  let refusing = false;
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    autoPong: false,
    verifyClient: (
      { req }: { req: IncomingMessage },
      decide: (ok: boolean, code: number) => void,
    ) => {
      const isKnown = tickets.delete(new URL(req.url ?? '/', 'ws://sandbox').search);
      decide(isKnown && !refusing, refusing ? 503 : 401);
    },
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    if (connections.length >= maxConnections) {
      report(workspace, 'too_many_websockets', `connection ${connections.length + 1}`);
      return sayGoodbye(socket, 'too_many_websockets');
    }
    connections.push(socket);
    socket.on('close', () => {
      connections.splice(connections.indexOf(socket), 1);
      wake(workspace);
    });
    socket.on('ping', (data) => {
      if (!muted) socket.pong(data);
    });
    socket.on('message', (data) => acks.receive((data as Buffer).toString('utf8')));
    socket.send(JSON.stringify(helloFor(workspace, connections.length)));
    wake(workspace);
  });

  const pinging = setInterval(() => {
    for (const socket of connections) if (!muted) socket.ping();
  }, pingEveryMs);

  return {
    sockets: {
      count: () => connections.length,
      drop: () => {
        for (const socket of connections) socket.terminate();
      },
      disconnect: (reason) => {
        for (const socket of connections) sayGoodbye(socket, reason);
      },
      mute: (value) => {
        muted = value;
      },
      refuse: (value) => {
        refusing = value;
      },
    },
    open: () => {
      const ticket = `?ticket=${workspace.nextId('K')}&app_id=${workspace.app.id}`;
      tickets.add(ticket);
      return `ws://127.0.0.1:${port}/link/${ticket}`;
    },
    deliver: async (envelope) => {
      const socket = connections.find((one) => one.readyState === one.OPEN);
      if (!socket) return { outcome: 'dispatch_failed' };
      connections.splice(connections.indexOf(socket), 1);
      connections.push(socket);
      const id = `envelope-${workspace.nextId('E')}`;
      const { kind, payload, acceptsPayload, retry } = envelope;
      const answer = acks.expect(id, envelope);
      const text = JSON.stringify({
        envelope_id: id,
        type: kind,
        payload,
        accepts_response_payload: acceptsPayload,
        ...(retry && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
      });
      if (!muted) socket.send(text);
      return answer;
    },
    stop: async () => {
      clearInterval(pinging);
      const closed = once(server, 'close');
      server.close();
      for (const socket of server.clients) socket.close(1001);
      const patience = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, 500);
      await closed;
      clearTimeout(patience);
    },
  };
}

function sayGoodbye(socket: WebSocket, reason: DisconnectReason): void {
  const debug = { host: 'applink-sandbox' };
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug }));
}

function helloFor(workspace: Workspace, count: number) {
  return {
    type: 'hello',
    num_connections: count,
    debug_info: { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: workspace.app.id },
  };
}
