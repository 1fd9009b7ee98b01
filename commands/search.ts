import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { rejectionText } from '../src/proposals/card.ts';
import { searchTracker } from '../src/releases/look-up.ts';

export default defineCommand({
  name: 'search',
  description: 'Search the tracker and see how each release is judged',
  role: 'member',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    title: z.string().min(1).max(200).describe('title of the book'),
    author: z.string().max(200).optional().describe('its author'),
  }),
  run: (input, { em, services, now }) => searchTracker(em, services, input, now),
  view({ rows }) {
    if (rows.length === 0) return say('Nothing found', 'The tracker has no release that matches.');
    return {
      title: `${rows.length} releases`,
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: rows.map((row) => ({
            text: `${row.title} · ${row.summary}`,
            detail:
              row.rejections.length === 0
                ? row.reasons.join('; ')
                : row.rejections.map(rejectionText).join('; '),
          })),
        },
      ],
    };
  },
});
