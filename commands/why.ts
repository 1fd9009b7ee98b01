import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, fields } from '../src/command/reply.ts';
import { rejectionText } from '../src/proposals/card.ts';
import { explain } from '../src/proposals/explain.ts';

export default defineCommand({
  name: 'why',
  description: 'Why this release, what was refused, and what happened since',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({ proposal: z.int().positive().describe('number of the proposal') }),
  run: ({ proposal }, { em }) => explain(em, proposal),
  view({ card, refused, events }) {
    const list = (title: string, items: { text: string; detail?: string }[]): Block[] =>
      items.length === 0
        ? []
        : [
            { kind: 'text', text: title },
            { kind: 'list', items },
          ];
    return {
      title: `Why ${card.id}: ${card.book.title}`,
      tone: 'info',
      blocks: [
        fields({
          State: card.status,
          Release: card.release?.title,
          Cost: card.costClass,
          'Decided by': card.decidedBy,
        }),
        ...list(
          'Chosen because',
          card.reasons.map((text) => ({ text })),
        ),
        ...list(
          'Held back because',
          card.hold.map((one) => ({ text: rejectionText(one) })),
        ),
        ...list(
          'Refused',
          refused.map((one) => ({
            text: one.title,
            detail: one.rejections.map(rejectionText).join('; '),
          })),
        ),
        ...list(
          'What happened',
          events.map((one) => ({ text: `${one.status}: ${one.detail}` })),
        ),
      ],
    };
  },
});
