import type { WebSocket } from 'ws';
import type { Violation } from '../violations.ts';
import type { GatewayState } from './gateway.ts';
import type { Session } from './session.ts';
import { createWire, opcodes, type Wire } from './wire.ts';

export type Connection = {
  socket: WebSocket;
  wire: Wire;
  session: Session | null;
  isFrozen: boolean;
  /** When frames came in, for the limit of 120 a minute. */
  received: number[];
};

export const closeCodes = {
  decodeError: 4002,
  notAuthenticated: 4003,
  wrongToken: 4004,
  alreadyAuthenticated: 4005,
  tooFast: 4008,
  disallowedIntents: 4014,
} as const;

export function openConnection(
  own: GatewayState,
  socket: WebSocket,
  compress: string | null,
): Connection {
  const wire = createWire(socket, compress);
  const connection = { socket, wire, session: null, isFrozen: false, received: [] };
  own.connections.add(connection);
  wire.send({ op: opcodes.hello, d: { heartbeat_interval: own.heartbeatMs } });
  return connection;
}

/** Writes the fault down and closes the connection with its code. */
export function closeFor(
  own: GatewayState,
  { socket }: Connection,
  fault: keyof typeof closeCodes,
  violation: Violation,
): void {
  own.state.violations.push(violation);
  socket.close(closeCodes[fault], violation.detail);
}
