import type { Reply } from '../../command/reply.ts';
import type { Words } from './words.ts';

/** A time in one card, which needs nobody at once. */
export function digestOf(reply: Reply): Words {
  return { kind: 'digest', severity: 'info', reply };
}
