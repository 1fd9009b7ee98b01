import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { morePages } from '../src/command/more.ts';
import { say } from '../src/command/reply.ts';
import { listUpcoming } from '../src/library/upcoming.ts';

export default defineCommand({
  name: 'upcoming',
  description: 'Announced books of your series and authors',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  async run(page, { em, now }) {
    const today = now.toISOString().slice(0, 10);
    return { ...(await listUpcoming(em, { ...page, today })), offset: page.offset, readAt: now };
  },
  view({ rows, total, offset }) {
    if (total === 0) {
      return say('Nothing is announced', 'No book of your series and authors has a date to come.');
    }
    return {
      title: total === 1 ? '1 announced book' : `${total} announced books`,
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: ['Date', 'Title', 'Series', 'Author', 'State'],
          rows: rows.map((book) => [
            book.releaseDate,
            book.title,
            [book.series, book.position].filter(Boolean).join(' '),
            book.author,
            book.isWanted ? 'wanted' : '',
          ]),
        },
        ...morePages('upcoming', {}, { shown: rows.length, total, offset }),
      ],
    };
  },
});
