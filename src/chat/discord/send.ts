import { noPictures, type PictureOf, picturesOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import type { ChoicesOf } from './actions.ts';
import { codes, isRefusal } from './faults.ts';
import type { Payload } from './payload.ts';
import { renderPlain, renderReply } from './render.ts';

/** `lacks` are the permissions without which less of the reply was sent. */
export type Sent<Answer> = { answer: Answer; lacks: readonly string[] };

type SendOptions<Answer> = {
  choicesOf: ChoicesOf;
  pictureOf: PictureOf;
  /** What the bot may not do there; null: not known. */
  missing: readonly string[] | null;
  send: (payload: Payload) => Promise<Answer>;
};

/**
 * Sends a reply with its pictures, embeds and file, or as much of it as the bot may send: known from
 * `missing`, else from Discord's refusal. Throws what `send` throws.
 */
export async function sendReply<Answer>(
  reply: Reply,
  { choicesOf, pictureOf, missing, send }: SendOptions<Answer>,
): Promise<Sent<Answer>> {
  const pictures = await picturesOf(reply, pictureOf);
  const looks = pictures.size > 0 ? [pictures, noPictures] : [noPictures];
  const lacks = new Set<string>();
  for (const look of looks) {
    const payload = renderReply(reply, choicesOf, look);
    const needs = needsOf(payload);
    const lacking = needs.filter((name) => missing?.includes(name));
    for (const name of lacking) lacks.add(name);
    if (lacking.length > 0) continue;
    try {
      return { answer: await send(payload), lacks: [...lacks] };
    } catch (error) {
      if (needs.length === 0 || !isRefusal(error, codes.missingPermissions)) throw error;
      lacks.add(needs.join(' or '));
    }
  }
  return { answer: await send(renderPlain(reply, choicesOf)), lacks: [...lacks] };
}

function needsOf({ embeds, files }: Payload): string[] {
  return [
    ...(embeds.length > 0 ? ['Embed Links'] : []),
    ...(files.length > 0 ? ['Attach Files'] : []),
  ];
}
