import { isObject } from '../http.ts';
import type { Delivery, Envelope } from './delivery.ts';
import { type JsonObject, report, type Workspace } from './workspace.ts';

type Sent = {
  about: string;
  state: 'waiting' | 'acknowledged' | 'late';
  settle: (delivery: Delivery) => void;
};

export type SocketAcks = {
  /** Waits until the app acknowledges the envelope, at most until the deadline. */
  expect: (id: string, envelope: Envelope) => Promise<Delivery>;
  receive: (text: string) => void;
};

export function createSocketAcks(workspace: Workspace, deadlineMs: number): SocketAcks {
  const sent = new Map<string, Sent>();

  const expect = (id: string, { about }: Envelope) =>
    new Promise<Delivery>((resolve) => {
      const entry: Sent = { about, state: 'waiting', settle: resolve };
      sent.set(id, entry);
      const timer = setTimeout(() => {
        entry.state = 'late';
        report(workspace, 'late_ack', `${about}: not acknowledged within ${deadlineMs} ms`);
        resolve({ outcome: 'operation_timeout' });
      }, deadlineMs);
      entry.settle = (delivery) => {
        clearTimeout(timer);
        resolve(delivery);
      };
    });

  const receive = (text: string) => {
    const ack = parse(text);
    const entry = sent.get(String(ack?.['envelope_id']));
    if (!ack || !entry) return report(workspace, 'unknown_envelope', text.slice(0, 200));
    if (entry.state === 'acknowledged') {
      return report(workspace, 'second_ack', `${entry.about}: acknowledged twice`);
    }
    if (entry.state === 'late') return;
    entry.state = 'acknowledged';
    entry.settle({ outcome: 'acknowledged', payload: ack['payload'] ?? {} });
  };

  return { expect, receive };
}

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
