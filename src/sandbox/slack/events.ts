import type { Delivery, Envelope, Line, Outcome } from './delivery.ts';
import { eventEnvelope, isDeclared } from './event-envelope.ts';
import { createRetries } from './retries.ts';
import type { JsonObject, Workspace } from './workspace.ts';

export type Events = {
  /** Sends the event if the manifest asks for it; tells how the first try went. */
  emit: (event: JsonObject) => Promise<Outcome>;
  /** Sends all events now that are to be tried again, after the tries under way. */
  redeliver: () => Promise<void>;
  /** Sends the newest event once more, as Slack does when an acknowledgement got lost. */
  repeatLast: () => Promise<Delivery>;
  stop: () => void;
};

export function createEvents(workspace: Workspace, line: Line): Events {
  const { send, redeliver, stop } = createRetries(line);
  let last: Envelope | null = null;
  return {
    emit: async (event) => {
      if (!isDeclared(workspace, event)) return 'not_delivered';
      last = eventEnvelope(workspace, event);
      return (await send(last)).outcome;
    },
    redeliver,
    repeatLast: async () => {
      if (!last) throw new Error('no event was sent yet');
      return line.deliver({ ...last, retry: { attempt: 1, reason: 'timeout' } });
    },
    stop,
  };
}
