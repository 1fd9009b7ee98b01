import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DiscordState } from '../state.ts';
import { filterEvent } from './intents.ts';
import { type Connection, handleFrame, openConnection, type Session } from './connection.ts';
import { opcodes } from './wire.ts';

export type PresenceRecord = { status: string; text: string | null; at: Date };

/** The gateway as tests disturb and watch it. */
export type Gateway = {
  /** Statuses the bot gave itself, oldest first. */
  presences: PresenceRecord[];
  /** When sessions were begun and taken up again. */
  identifies: Date[];
  resumes: Date[];
  /** Connections that have a session now. */
  connected: () => number;
  /** Cuts every connection without a closing frame; sessions can be resumed. */
  drop: () => void;
  /** Closes every connection with a code, 4004 or 4014 for instance. */
  close: (code: number) => void;
  /** Op 7: asks everyone to reconnect and resume. */
  reconnect: () => void;
  /** Op 9: the session is void, or may be resumed once more. */
  invalidate: (options: { isResumable: boolean }) => void;
  /** Present connections stay open but get nothing any more, not even an acknowledgement. */
  freeze: () => void;
  /** Whether new connections are refused. */
  refuse: (isRefusing: boolean) => void;
};

export type GatewayOptions = {
  heartbeatMs: number;
  /** Bits of the privileged intents that are switched on for this bot. */
  allowedIntents: number;
};

export type GatewayState = GatewayOptions & {
  state: DiscordState;
  sessions: Session[];
  connections: Set<Connection>;
  presences: PresenceRecord[];
  resumes: Date[];
};

export function startGateway(
  state: DiscordState,
  server: Server,
  options: GatewayOptions,
): Gateway & { stop: () => void } {
  const connections = new Set<Connection>();
  const own: GatewayState = {
    ...options,
    state,
    sessions: [],
    connections,
    presences: [],
    resumes: [],
  };
  let isRefusing = false;
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (isRefusing) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      accept(own, webSocket, new URL(request.url ?? '/', 'http://discord').searchParams);
    });
  });
  state.dispatch = (event, data) => dispatch(own, event, data);
  const drop = () => {
    for (const { socket } of connections) socket.terminate();
  };
  return {
    presences: own.presences,
    identifies: state.identifies,
    resumes: own.resumes,
    connected: () => own.sessions.filter(({ connection }) => connection !== null).length,
    drop,
    close: (code) => {
      for (const { socket } of connections) socket.close(code);
    },
    reconnect: () => {
      for (const { wire } of connections) wire.send({ op: opcodes.reconnect, d: null });
    },
    invalidate: ({ isResumable }) => {
      for (const { wire } of connections) {
        wire.send({ op: opcodes.invalidSession, d: isResumable });
      }
      if (!isResumable) own.sessions = [];
    },
    freeze: () => {
      for (const connection of connections) connection.isFrozen = true;
    },
    refuse: (refusing) => {
      isRefusing = refusing;
    },
    stop: () => {
      drop();
      sockets.close();
    },
  };
}

function accept(own: GatewayState, socket: WebSocket, query: URLSearchParams): void {
  const connection = openConnection(own, socket, query.get('compress'));
  socket.on('message', (data: Buffer) => handleFrame(own, connection, data));
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    own.connections.delete(connection);
    const { session } = connection;
    if (session?.connection === connection) session.connection = null;
    // A client that leaves in good order gives its session up.
    if (code === 1000 || code === 1001) {
      own.sessions = own.sessions.filter((one) => one !== session);
    }
  });
}

/** Writes the event into every session and sends it to those that are connected. */
function dispatch(own: GatewayState, event: string, data: Record<string, unknown>): boolean {
  let isTaken = false;
  for (const session of own.sessions) {
    const seen = filterEvent(event, data, session.intents, own.state.bot.id);
    if (!seen) continue;
    session.sequence += 1;
    const frame = { op: opcodes.dispatch, t: event, s: session.sequence, d: seen };
    session.sent.push(frame);
    const { connection } = session;
    if (!connection || connection.isFrozen) continue;
    connection.wire.send(frame);
    isTaken = true;
  }
  return isTaken;
}
