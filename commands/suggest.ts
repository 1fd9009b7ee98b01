import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { loadCandidates } from '../src/library/load-candidates.ts';
import { chooseSuggestions } from '../src/library/suggestions.ts';

export default defineCommand({
  name: 'suggest',
  description: 'What to get next, judged by the books you have',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    count: z.int().min(1).max(25).default(10).describe('how many books'),
  }),
  async run({ count }, { em }) {
    return { rows: chooseSuggestions(await loadCandidates(em), count) };
  },
  view({ rows }) {
    if (rows.length === 0) {
      const text = 'Of what is missing nothing stands out. "gaps" lists it all.';
      return say('No suggestion', text);
    }
    return {
      title: rows.length === 1 ? 'A book to get next' : `${rows.length} books to get next`,
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: rows.map(({ id, title, author, series, position, reasons }) => ({
            text: [title, author, [series, position].filter(Boolean).join(' ')]
              .filter((part) => part !== '')
              .join(' · '),
            detail: reasons.join('; '),
            buttons: [
              { label: 'Get it', runs: 'request', input: { title: String(id) }, style: 'default' },
            ],
          })),
        },
        { kind: 'text', text: 'Chosen by rules from your shelf; nothing was sent anywhere.' },
      ],
    };
  },
});
