import type { WebSocket } from 'ws';
import { report, type Workspace, wake } from './workspace.ts';

export type DisconnectReason =
  | 'warning'
  | 'refresh_requested'
  | 'link_disabled'
  | 'too_many_websockets';

/** The open connections and how they are treated. */
export type Room = {
  workspace: Workspace;
  /** The one whose turn it is first. */
  connections: WebSocket[];
  /** Addresses that may still be used once. */
  tickets: Set<string>;
  muted: boolean;
  refusing: boolean;
};

const maxConnections = 10;
const debug = { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 };

/** Greets a connection and listens to it, unless there are too many. */
export function keepOpen(room: Room, socket: WebSocket, receive: (text: string) => void): void {
  const { workspace, connections } = room;
  socket.on('error', () => socket.terminate());
  if (connections.length >= maxConnections) {
    report(workspace, 'too_many_websockets', `connection ${connections.length + 1}`);
    sayGoodbye(socket, 'too_many_websockets');
    return socket.close();
  }
  connections.push(socket);
  socket.on('close', () => {
    connections.splice(connections.indexOf(socket), 1);
    wake(workspace);
  });
  socket.on('ping', (data) => {
    if (!room.muted) socket.pong(data);
  });
  socket.on('message', (data) => receive((data as Buffer).toString('utf8')));
  const hello = {
    type: 'hello',
    num_connections: connections.length,
    debug_info: debug,
    connection_info: { app_id: workspace.app.id },
  };
  socket.send(JSON.stringify(hello));
  wake(workspace);
}

export function sayGoodbye(socket: WebSocket, reason: DisconnectReason): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug }));
}
