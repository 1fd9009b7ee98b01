import type { Reply } from '../../command/reply.ts';
import { limits } from './limits.ts';
import { section } from './piece.ts';
import type { Payload } from './render.ts';
import { cutEscaped } from './text.ts';

const idForm = /^[UW][A-Z0-9]{2,20}$/;
const mostCalled = 20;

/** The message with a line that calls out to people; one that is full already calls nobody. */
export function callOut(payload: Payload, { mentions = [] }: Pick<Reply, 'mentions'>): Payload {
  const own = mentions.filter(({ platform, id }) => platform === 'slack' && idForm.test(id));
  const ids = [...new Set(own.map(({ id }) => id))].slice(0, mostCalled);
  if (ids.length === 0 || payload.blocks.length >= limits.messageBlocks) return payload;
  const names = ids.map((id) => `<@${id}>`).join(' ');
  // Without blocks the text is what is shown, else only what a notification says.
  if (payload.blocks.length === 0) {
    const text = `${names}\n${cutEscaped(payload.text, limits.messageText - names.length - 1)}`;
    return { ...payload, text };
  }
  return { ...payload, blocks: [section(names), ...payload.blocks] };
}
