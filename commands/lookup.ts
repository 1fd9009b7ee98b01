import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { lookUp } from '../src/metadata/look-up.ts';

export default defineCommand({
  name: 'lookup',
  description: 'Ask your library and the catalogues about a book',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    title: z.string().trim().min(1).max(200).describe('its title or ASIN'),
    author: z.string().max(200).optional().describe('who wrote it'),
    isbn: z.string().max(20).optional().describe('its ISBN'),
  }),
  run: ({ title, author, isbn }, { em, services, now }) =>
    lookUp(services, em, { title, author: author ?? null, isbn: isbn ?? null }, now),
  view({ matches, silent }) {
    const absent = silent.map(({ provider, reason }) => `${provider} is not in this: ${reason}`);
    if (matches.length === 0) {
      return say('Nobody knows that book', absent.join('\n') || 'Try fewer words of its title.');
    }
    return {
      title: matches.length === 1 ? 'One book' : `${matches.length} books`,
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: matches.map(({ source, confidence, facts }) => ({
            text: [facts.title, facts.authors?.join(', '), readBy(facts.narrators)]
              .filter(Boolean)
              .join(' · '),
            detail: [
              ...(facts.series ?? []).map(({ name, sequence }) => `${name} ${sequence ?? ''}`),
              facts.durationMinutes && `${(facts.durationMinutes / 60).toFixed(1)} hours`,
              facts.publishedYear,
              facts.asin,
              `${source}, ${Math.round(confidence * 100)} % sure`,
            ]
              .filter(Boolean)
              .join(' · '),
          })),
        },
        ...absent.map((text) => ({ kind: 'text' as const, text })),
      ],
    };
  },
});

function readBy(narrators: readonly string[] | undefined): string | null {
  return narrators ? `read by ${narrators.join(', ')}` : null;
}
