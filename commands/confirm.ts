import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { settleCard } from '../src/conversation/card.ts';

export default defineCommand({
  name: 'confirm',
  description:
    'Do what was asked for in plain language, or drop it: set by the buttons of its card',
  role: 'viewer',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    card: z.int().positive().describe('number of the card'),
    answer: z.enum(['yes', 'no']).default('yes').describe('no: nothing is done'),
  }),
  async run({ card, answer }, context) {
    const isConfirmed = answer === 'yes';
    return { isConfirmed, replies: await settleCard({ card, isConfirmed }, context) };
  },
  view({ isConfirmed, replies }): Reply {
    if (!isConfirmed) return say('Cancelled', 'Nothing was done.');
    const [only, ...more] = replies;
    if (only && more.length === 0) return only;
    const items = replies.map(({ title }) => ({ text: title }));
    return { title: `${items.length} done`, tone: 'ok', blocks: [{ kind: 'list', items }] };
  },
});
