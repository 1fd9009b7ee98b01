import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SlackStandIn } from '../../../src/sandbox/slack/index.ts';
import { call } from './call.ts';

export type Received = Record<string, unknown> & { type: string; envelope_id?: string };

/** A bare Socket Mode client that acknowledges only when told to. */
export type SocketClient = {
  socket: WebSocket;
  received: Received[];
  /** Waits for a message of that type. */
  next: (type: string) => Promise<Received>;
  ack: (envelope: Received, payload?: object) => void;
};

export async function connect(slack: SlackStandIn): Promise<SocketClient> {
  const { url } = await call(slack, 'apps.connections.open', {}, slack.tokens.app);
  const socket = new WebSocket(String(url));
  const received: Received[] = [];
  const taken = new Set<Received>();
  socket.on('message', (data) => {
    received.push(JSON.parse((data as Buffer).toString('utf8')) as Received);
  });
  const next = async (type: string): Promise<Received> => {
    for (;;) {
      const found = received.find((one) => one.type === type && !taken.has(one));
      if (found) {
        taken.add(found);
        return found;
      }
      await once(socket, 'message');
    }
  };
  const ack = (envelope: Received, payload = {}) => {
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  };
  await once(socket, 'open');
  return { socket, received, next, ack };
}
