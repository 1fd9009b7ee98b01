import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { claim } from '../src/members/claim.ts';

export default defineCommand({
  name: 'claim',
  description: 'Become owner with the code the bot printed at its start',
  role: 'viewer',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({ code: z.string().min(1).max(20).describe('the six digits') }),
  async run({ code }, { actor, now, services }) {
    // Not the command's own transaction: a wrong try must stay counted when the command is refused.
    await claim(services.em(), { code, actor, now });
    return { name: actor.name, role: 'owner' as const };
  },
  view: ({ name }) => say('You are owner', `${name} may now do everything here.`, 'ok'),
});
