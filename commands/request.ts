import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { request } from '../src/wishlist/request.ts';
import { showOutcome } from '../src/wishlist/show-request.ts';

export default defineCommand({
  name: 'request',
  description: 'Ask for a book by title and author, number, link, ASIN or ISBN',
  role: 'member',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    title: z
      .string()
      .min(1)
      .max(500)
      .describe('title, number of a gap, ASIN, ISBN, or a link to the book'),
    author: z.string().max(200).optional().describe('its author'),
  }),
  async run({ title, author }, { em, actor, now, services }) {
    const rules = await services.policy(em);
    const requested = await request(em, { title, author }, { person: actor, rules, now });
    return { ...requested, isWatchOnly: rules.autopilot === 'off' };
  },
  view(done) {
    if (done.kind === 'asked') return showOutcome(done.outcome, done.isWatchOnly);
    return say(`Looking it up: ${done.what}`, 'A message says which book it is.');
  },
});
