import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, say } from '../src/command/reply.ts';
import { listQueue } from '../src/proposals/list-queue.ts';

export default defineCommand({
  name: 'queue',
  description: 'Open proposals, what waits and what is on its way',
  role: 'operator',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  run: (input, { em }) => listQueue(em, input),
  view({ rows, total, wanted }) {
    if (total === 0) {
      const text =
        wanted > 0
          ? `${wanted} wanted books are searched for in turn.`
          : 'Nothing is wanted. Look at "gaps".';
      return say('The queue is empty', text);
    }
    const table: Block = {
      kind: 'table',
      columns: ['#', 'Book', 'State', 'Detail'],
      rows: rows.map((row) => [String(row.proposal), row.title, row.state, row.detail ?? '']),
    };
    const text = `${wanted} more wanted books are searched for in turn.`;
    return {
      title: `Queue: ${total}`,
      tone: 'info',
      blocks: [table, ...(wanted > 0 ? [{ kind: 'text' as const, text }] : [])],
    };
  },
});
