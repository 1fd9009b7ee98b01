import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import type { Reply } from '../src/command/reply.ts';
import { hideGap } from '../src/library/hide-gap.ts';
import { withdrawProposals } from '../src/proposals/withdraw.ts';

export default defineCommand({
  name: 'hide',
  description: 'Hide a missing book for ever, or bring it back',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    gap: z.string().min(1).max(200).describe('number of the gap, or words of its title'),
    back: z.boolean().default(false).describe('bring a hidden one back'),
  }),
  async run({ gap, back }, { em, actor, now, services }) {
    const { id, title } = await hideGap(em, { gap, back });
    const reason = `${actor.name} hid the book`;
    if (!back) await withdrawProposals(em, id, { reason, platforms: services.platforms, now });
    return { gap: id, title, back };
  },
  view({ gap, title, back }): Reply {
    if (back) {
      const text = 'It is listed again; nobody looks for it until you say so.';
      return {
        title: `Back: ${title}`,
        tone: 'ok',
        blocks: [
          { kind: 'text', text },
          {
            kind: 'buttons',
            buttons: [
              { label: 'Get it', runs: 'request', input: { title: String(gap) }, style: 'primary' },
            ],
          },
        ],
      };
    }
    return {
      title: `Hidden: ${title}`,
      tone: 'info',
      blocks: [
        { kind: 'text', text: 'It is never proposed and in no list but "gaps state:hidden".' },
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Bring it back',
              runs: 'hide',
              input: { gap: String(gap), back: true },
              style: 'default',
            },
          ],
        },
      ],
    };
  },
});
