import type { Reply } from '../../command/reply.ts';

/** A message that stands in the main channel because the bot may not post where it belongs. */
export function misplaced(reply: Reply, channel: string): Reply {
  const text = `This belongs in the channel ${channel}, where I may not post. "status" says what to change.`;
  return { ...reply, blocks: [...reply.blocks, { kind: 'text', text }] };
}
