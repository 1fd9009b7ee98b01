import { z } from 'zod';
import { whereToStart } from '../src/alerts/words/first-scan.ts';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { openQuestion } from '../src/library/first-scan.ts';
import { listGaps } from '../src/library/list-gaps.ts';

export default defineCommand({
  name: 'gaps',
  description: 'What is missing in your series',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    series: z.string().max(200).optional().describe('only this series, by name or number'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  async run(input, { em, services }) {
    const question = await openQuestion(em, await services.policy(em));
    return { ...(await listGaps(em, input)), question };
  },
  view({ rows, total, series, question }) {
    if (total === 0)
      return say('No gaps', 'Nothing known is missing. "run library-scan" looks again.', 'ok');
    return {
      title: `${total} missing books in ${series} series`,
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: ['Series', '#', 'Title', 'State'],
          rows: rows.map((gap) => [gap.series ?? '', gap.position ?? '', gap.title, gap.state]),
        },
        ...(rows.length < total
          ? [
              {
                kind: 'text' as const,
                text: `${rows.length} of ${total} shown; "gaps offset:${rows.length}" goes on.`,
              },
            ]
          : []),
        ...(question ? whereToStart(question) : []),
      ],
    };
  },
});
