import type { Reply } from '../../command/reply.ts';
import { isBadContent } from './faults.ts';
import { type Payload, withFallbacks } from './render.ts';

export type SendOptions = {
  /** What to type when a reply does not fit, in Slack's markup. */
  rest: string;
  logBug: (cause: unknown, id: string) => void;
};

/** Sends a reply, and less of it when Slack does not take the whole. */
export async function sendFitting<Answer>(
  reply: Reply,
  { rest, logBug }: SendOptions,
  send: (payload: Payload) => Promise<Answer>,
): Promise<Answer> {
  let refusal: unknown;
  for (const payload of withFallbacks(reply, rest)) {
    try {
      return await send(payload);
    } catch (error) {
      if (!isBadContent(error)) throw error;
      refusal = error;
      logBug(error, 'slack');
    }
  }
  throw refusal;
}
