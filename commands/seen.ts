import { z } from 'zod';
import { markSeen } from '../src/alerts/seen.ts';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';

export default defineCommand({
  name: 'seen',
  description: 'Say that you have a critical alert in hand: nobody else is called',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    alert: z.int().positive().describe('number of the alert, set by its button'),
  }),
  async run({ alert }, { em, actor, now }) {
    return await markSeen(em, { alert, actor: actor.name, now });
  },
  view: ({ title, by, isFirst }) =>
    isFirst
      ? say(`Seen: ${title}`, `${by} has it; nobody else is called.`, 'ok')
      : say(`Seen already: ${title}`, `${by} has it.`),
});
