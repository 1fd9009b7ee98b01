import type { GatewayState } from './gateway.ts';
import { opcodes } from './wire.ts';

/** Ways to make a bot's life at the gateway hard. */
export type Disturbances = {
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
  /** Whether new connections are cut at once. */
  refuse: (isRefusing: boolean) => void;
};

export function createDisturbances(own: GatewayState): Disturbances {
  const { connections } = own;
  return {
    drop: () => {
      for (const { socket } of connections) socket.terminate();
    },
    close: (code) => {
      for (const { socket } of connections) socket.close(code);
    },
    reconnect: () => {
      for (const { wire } of connections) wire.send({ op: opcodes.reconnect, d: null });
    },
    invalidate: ({ isResumable }) => {
      if (!isResumable) own.sessions = [];
      for (const { wire } of connections) {
        wire.send({ op: opcodes.invalidSession, d: isResumable });
      }
    },
    freeze: () => {
      for (const connection of connections) connection.isFrozen = true;
    },
    refuse: (isRefusing) => {
      own.isRefusing = isRefusing;
    },
  };
}
