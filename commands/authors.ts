import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { describeCompletion } from '../src/library/describe-completion.ts';
import { completionStates } from '../src/library/list-completion.ts';
import { monitorModes } from '../src/library/monitor-modes.ts';
import { monitorAuthors } from '../src/library/monitor.ts';
import { modeWords, showCompletion } from '../src/library/show-completion.ts';

export default defineCommand({
  name: 'authors',
  description: 'Your authors and how complete they are; say of which the missing books are wanted',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    author: z.string().min(1).max(200).optional().describe('name or number, or all; empty: list'),
    monitor: z
      .enum(monitorModes)
      .optional()
      .describe('which books outside your series are wanted; empty: look'),
    show: z.enum(completionStates).default('any').describe('look only, at those in this state'),
    min: z.number().min(0).max(100).optional().describe('look: at least so much percent complete'),
    max: z.number().min(0).max(100).optional().describe('look: at most so much percent complete'),
    books: z.int().min(1).optional().describe('look: at least so many owned books'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  looks: ({ author, monitor }) => author === undefined || monitor === undefined,
  async run({ author, monitor, ...input }, { em, actor, now, services }) {
    if (author === undefined || monitor === undefined) {
      const { show, min: minPercent, max: maxPercent, books: minBooks, limit, offset } = input;
      const filter = { of: author, show, minPercent, maxPercent, minBooks, limit, offset };
      return { ...(await describeCompletion(em, 'authors', filter)), done: null };
    }
    const policy = await services.policy(em);
    const choice = { of: author, monitor, actor: actor.name, now, policy };
    const { wishlistPerDay } = policy;
    const done = await monitorAuthors(em, choice);
    return { done: { ...done, monitor, wishlistPerDay } };
  },
  view(output) {
    if (output.done === null) return showCompletion('authors', output);
    const { found, monitor, wanted, wishlistPerDay } = output.done;
    const name = found.length === 1 ? (found[0]?.name ?? '') : `${found.length} authors`;
    if (monitor === 'none') return say(`Left alone: ${name}`, 'Nothing by them is proposed.');
    const mode = `${modeWords[monitor]}.`.replace(/^./, (letter) => letter.toUpperCase());
    const pace = `Of authors who lack five books or more, ${wishlistPerDay} books a day are searched.`;
    return say(`Wanted: ${name}`, `${mode} ${wanted} missing books are wanted now. ${pace}`, 'ok');
  },
});
