import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { withdrawBlocked } from '../src/proposals/withdraw.ts';
import { addBlocked, listBlocked, removeBlocked } from '../src/releases/blocklist.ts';

export default defineCommand({
  name: 'blocklist',
  description: 'Releases that are never taken: see them, add one, let one go',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    add: z.int().positive().optional().describe('tracker id of a release to block'),
    remove: z.int().positive().optional().describe('tracker id of a release to let go'),
    reason: z.string().min(1).max(200).default('blocked by hand').describe('why it is blocked'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  looks: ({ add, remove }) => add === undefined && remove === undefined,
  async run({ add, remove, reason, limit, offset }, { em, actor, now, services }) {
    if (add !== undefined && add === remove) {
      throw new UserError('bad_input', 'Add or remove?', 'blocklist add:<tracker id>');
    }
    if (add !== undefined) {
      await addBlocked(em, { trackerId: String(add), reason, actor: actor.name });
      await withdrawBlocked(em, String(add), { platforms: services.platforms, now });
    }
    if (remove !== undefined) await removeBlocked(em, String(remove));
    return { ...(await listBlocked(em, { limit, offset })), offset };
  },
  view({ rows, total, offset }) {
    if (total === 0)
      return say('The blocklist is empty', 'Rejected and failed releases come here.');
    const end = offset + rows.length;
    const table = rows.map((row) => [row.trackerId, row.title, row.reason, row.by]);
    return {
      title: `Blocklist: ${total}`,
      tone: 'info',
      blocks: [
        { kind: 'table', columns: ['Id', 'Title', 'Reason', 'By'], rows: table },
        ...(end < total
          ? [{ kind: 'text' as const, text: `${end} of ${total} shown; "offset:${end}" goes on.` }]
          : []),
      ],
    };
  },
});
