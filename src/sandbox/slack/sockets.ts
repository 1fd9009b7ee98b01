import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Envelope, Line } from './delivery.ts';
import { createSocketAcks } from './socket-acks.ts';
import { type DisconnectReason, keepOpen, type Room, sayGoodbye } from './socket-room.ts';
import type { Workspace } from './workspace.ts';

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

const pingEveryMs = 10_000;

export async function startSockets(
  workspace: Workspace,
  deadlineMs: number,
): Promise<SocketServer> {
  const acks = createSocketAcks(workspace, deadlineMs);
  const room: Room = {
    workspace,
    connections: [],
    tickets: new Set(),
    muted: false,
    refusing: false,
  };
  const server = await listen(room);
  const { port } = server.address() as AddressInfo;
  server.on('connection', (socket) => keepOpen(room, socket, acks.receive));
  const pinging = setInterval(() => {
    for (const socket of room.connections) if (!room.muted) socket.ping();
  }, pingEveryMs);
  return {
    sockets: controlsOf(room),
    open: () => {
      const ticket = `?ticket=${workspace.nextId('K')}&app_id=${workspace.app.id}`;
      room.tickets.add(ticket);
      return `ws://127.0.0.1:${port}/link/${ticket}`;
    },
    deliver: async (envelope) => {
      const socket = nextConnection(room);
      if (!socket) return { outcome: 'dispatch_failed' };
      const id = `envelope-${workspace.nextId('E')}`;
      const answer = acks.expect(id, envelope);
      if (!room.muted) socket.send(JSON.stringify(wireForm(id, envelope)));
      return answer;
    },
    stop: async () => {
      clearInterval(pinging);
      await close(server);
    },
  };
}

async function listen(room: Room): Promise<WebSocketServer> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    autoPong: false,
    verifyClient: (
      { req }: { req: IncomingMessage },
      decide: (isWelcome: boolean, status: number) => void,
    ) => {
      const isKnown = room.tickets.delete(new URL(req.url ?? '/', 'ws://sandbox').search);
      decide(isKnown && !room.refusing, room.refusing ? 503 : 401);
    },
  });
  await once(server, 'listening');
  return server;
}

function controlsOf(room: Room): Sockets {
  return {
    count: () => room.connections.length,
    drop: () => {
      for (const socket of room.connections) socket.terminate();
    },
    disconnect: (reason) => {
      for (const socket of room.connections) sayGoodbye(socket, reason);
    },
    mute: (muted) => {
      room.muted = muted;
    },
    refuse: (refusing) => {
      room.refusing = refusing;
    },
  };
}

function nextConnection({ connections }: Room): WebSocket | null {
  const index = connections.findIndex((socket) => socket.readyState === socket.OPEN);
  const [socket] = index < 0 ? [] : connections.splice(index, 1);
  if (!socket) return null;
  connections.push(socket);
  return socket;
}

function wireForm(id: string, { kind, payload, acceptsPayload, retry }: Envelope) {
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: acceptsPayload,
    ...(retry && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
  };
}

/** Lets connections that are closing finish, and cuts the others. */
async function close(server: WebSocketServer): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of server.clients) socket.close(1001);
  const patience = setTimeout(() => {
    for (const socket of server.clients) socket.terminate();
  }, 500);
  await closed;
  clearTimeout(patience);
}
