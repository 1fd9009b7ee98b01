import { z } from 'zod';
import { tryAgain } from '../src/alerts/again.ts';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';

export default defineCommand({
  name: 'again',
  description: 'Try again what was given up',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    message: z.int().positive().describe('number, as the alert tells it'),
  }),
  async run({ message }, { em }) {
    return { message, topic: await tryAgain(em, message) };
  },
  view: ({ message, topic }) =>
    say(`Trying again: ${topic}`, `If message ${message} is given up again, you are told.`, 'ok'),
});
