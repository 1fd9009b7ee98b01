import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DiscordState } from '../state.ts';
import { type Connection, openConnection } from './connection.ts';
import { createDisturbances, type Disturbances } from './disturb.ts';
import { handleFrame } from './frames.ts';
import type { PresenceRecord } from './presence.ts';
import { record, type Session } from './session.ts';

/** The gateway as tests watch and disturb it. */
export type Gateway = Disturbances & {
  /** Statuses the bot gave itself, oldest first. */
  presences: PresenceRecord[];
  /** When sessions were begun and taken up again. */
  identifies: Date[];
  resumes: Date[];
  /** How many sessions have a connection now. */
  connected: () => number;
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
  isRefusing: boolean;
};

export function startGateway(
  state: DiscordState,
  server: Server,
  options: GatewayOptions,
): Gateway & { stop: () => void } {
  const own: GatewayState = {
    ...options,
    state,
    sessions: [],
    connections: new Set(),
    presences: [],
    resumes: [],
    isRefusing: false,
  };
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (own.isRefusing) {
      socket.destroy();
      return;
    }
    const { searchParams } = new URL(request.url ?? '/', 'http://discord');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      accept(own, webSocket, searchParams.get('compress'));
    });
  });
  state.dispatch = (event, data) =>
    own.sessions.map((session) => record(own, session, event, data)).includes(true);
  const disturbances = createDisturbances(own);
  return {
    ...disturbances,
    presences: own.presences,
    identifies: state.identifies,
    resumes: own.resumes,
    connected: () => own.sessions.filter(({ connection }) => connection !== null).length,
    stop: () => {
      disturbances.drop();
      sockets.close();
    },
  };
}

function accept(own: GatewayState, socket: WebSocket, compress: string | null): void {
  const connection = openConnection(own, socket, compress);
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
