import type { Reply } from '../../command/reply.ts';
import type { ChoicesOf } from './actions.ts';
import { codes, isRefusal } from './faults.ts';
import type { Payload } from './payload.ts';
import { renderPlain, renderReply } from './render.ts';

/** `lacks` are the permissions without which the reply was sent as plain text. */
export type Sent<Answer> = { answer: Answer; lacks: readonly string[] };

/**
 * Sends a reply with its embeds and file, or as plain text where the bot may not send these: known
 * from `missing` (null: not known), else from Discord's refusal. Throws what `send` throws.
 */
export async function sendReply<Answer>(
  reply: Reply,
  options: {
    choicesOf: ChoicesOf;
    missing: readonly string[] | null;
    send: (payload: Payload) => Promise<Answer>;
  },
): Promise<Sent<Answer>> {
  const { choicesOf, missing, send } = options;
  const payload = renderReply(reply, choicesOf);
  const needs = [
    ...(payload.embeds.length > 0 ? ['Embed Links'] : []),
    ...(payload.file ? ['Attach Files'] : []),
  ];
  const lacks = needs.filter((name) => missing?.includes(name));
  if (lacks.length === 0) {
    try {
      return { answer: await send(payload), lacks };
    } catch (error) {
      if (needs.length === 0 || !isRefusal(error, codes.missingPermissions)) throw error;
    }
  }
  const answer = await send(renderPlain(reply, choicesOf));
  return { answer, lacks: lacks.length > 0 ? lacks : [needs.join(' or ')] };
}
