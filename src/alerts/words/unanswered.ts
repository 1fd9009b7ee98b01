import type { Reply } from '../../command/reply.ts';
import { addSeenButton } from '../seen.ts';
import type { Words } from './words.ts';

/** Nobody has said that they saw a critical alert. */
export function unanswered(alert: { id: number; reply: Reply }, minutes: number): Words {
  const text = `Nobody has said within ${minutes} minutes that they saw this, so every owner gets it as a direct message, too. "Seen" ends it.`;
  const { title, blocks } = alert.reply;
  const reply: Reply = {
    ...alert.reply,
    title: `Unanswered: ${title}`,
    blocks: [{ kind: 'text', text }, ...blocks],
  };
  return { kind: 'unanswered', severity: 'critical', reply: addSeenButton(reply, alert.id) };
}
