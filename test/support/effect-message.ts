import type { OutboxMessage } from '../../src/outbox/dispatch.ts';

/** A message of the outbox at its first try. */
export function effectMessage(
  topic: string,
  payload: OutboxMessage['payload'] = {},
): OutboxMessage {
  return { id: '1', key: `${topic}:1:0`, topic, platform: null, attempts: 0, waits: 0, payload };
}
