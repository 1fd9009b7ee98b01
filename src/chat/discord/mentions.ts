import type { Reply } from '../../command/reply.ts';
import { limits } from './limits.ts';
import type { Payload } from './payload.ts';
import { cutEscaped } from './text.ts';

const idForm = /^\d{5,20}$/;
const mostCalled = 20;

/** The message with the people it calls out to before its title, and the ids that may be pinged. */
export function callOut(
  payload: Payload,
  { mentions = [] }: Pick<Reply, 'mentions'>,
): [payload: Payload, users: string[]] {
  const own = mentions.filter(({ platform, id }) => platform === 'discord' && idForm.test(id));
  const users = [...new Set(own.map(({ id }) => id))].slice(0, mostCalled);
  if (users.length === 0) return [payload, users];
  const names = `${users.map((id) => `<@${id}>`).join(' ')} `;
  const content = names + cutEscaped(payload.content, limits.content - names.length);
  return [{ ...payload, content }, users];
}
