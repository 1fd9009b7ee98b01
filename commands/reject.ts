import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { reject } from '../src/proposals/decide.ts';
import { rejectReasons } from '../src/proposals/reject-reasons.ts';

const consequences = {
  'wrong book': 'This release is blocked and the next best one is looked for.',
  'wrong edition': 'This release is blocked and the next best one is looked for.',
  'too big': 'This release is blocked and the next best one is looked for.',
  'not now': 'You are asked again in 30 days.',
  never: 'The book is hidden for good.',
} as const;

export default defineCommand({
  name: 'reject',
  description: 'Reject a proposal and say why',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    proposal: z.int().positive().describe('number of the proposal'),
    reason: z.enum(rejectReasons).default('not now').describe('why it is rejected'),
  }),
  async run({ proposal: id, reason }, { em, actor, now, services }) {
    const { platforms } = services;
    const proposal = await reject(em, id, reason, {
      policy: await services.policy(em),
      platforms,
      now,
      actor,
    });
    return { proposal: id, title: proposal.missingBook.title, reason, rejectedBy: actor.name };
  },
  view: ({ title, reason, rejectedBy }) =>
    say(`Rejected: ${title}`, `Rejected by ${rejectedBy} (${reason}). ${consequences[reason]}`),
});
