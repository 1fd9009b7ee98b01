import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { reject, usualSnoozeDays } from '../src/proposals/decide.ts';
import { rejectReasons } from '../src/proposals/reject-reasons.ts';

const nextBest = 'This release is blocked and the next best one is looked for.';

export default defineCommand({
  name: 'reject',
  description: 'Reject a proposal and say why, or put it aside for some days',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    proposal: z.int().positive().describe('number of the proposal'),
    reason: z.enum(rejectReasons).default('not now').describe('why it is rejected'),
    days: z
      .int()
      .min(1)
      .max(365)
      .default(usualSnoozeDays)
      .describe('not now: days until you are asked again'),
  }),
  async run({ proposal: id, reason, days }, { em, actor, now, services }) {
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    const { missingBook } = await reject(em, id, reason, context, days);
    return { proposal: id, title: missingBook.title, reason, days, rejectedBy: actor.name };
  },
  view({ title, reason, days, rejectedBy }) {
    const consequences = {
      'wrong book': nextBest,
      'wrong edition': nextBest,
      'too big': nextBest,
      'not now': `You are asked again in ${days === 1 ? 'a day' : `${days} days`}.`,
      never: 'The book is hidden for good.',
    };
    return say(
      `Rejected: ${title}`,
      `Rejected by ${rejectedBy} (${reason}). ${consequences[reason]}`,
    );
  },
});
