import type { Reply } from '../../command/reply.ts';
import type { ChoicesOf } from './actions.ts';
import { codes, isRefusal } from './faults.ts';
import type { Payload } from './payload.ts';
import { renderPlain, renderReply } from './render.ts';

export type Sent<Answer> = { answer: Answer; isPlain: boolean };

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
  const lacks = (name: string, isUsed: boolean) => isUsed && missing?.includes(name) === true;
  const isRich = payload.embeds.length > 0 || payload.file !== null;
  const mustBePlain =
    lacks('Embed Links', payload.embeds.length > 0) || lacks('Attach Files', payload.file !== null);
  if (!mustBePlain) {
    try {
      return { answer: await send(payload), isPlain: false };
    } catch (error) {
      if (!isRich || !isRefusal(error, codes.missingPermissions)) throw error;
    }
  }
  return { answer: await send(renderPlain(reply, choicesOf)), isPlain: true };
}
