import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { discoverCommands } from '../src/command/discover.ts';
import { createExecute } from '../src/command/execute.ts';
import { UserError } from '../src/errors.ts';
import { takeQuestion } from '../src/conversation/card.ts';
import { answerByModel } from '../src/conversation/answer-by-model.ts';

export default defineCommand({
  name: 'askmodel',
  description: 'Let the language model read what you wrote: set by the button of its card',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({ card: z.int().positive().describe('number of the card') }),
  async run({ card }, { em, actor, now, services }) {
    const { model } = services;
    const { modelMode } = await services.policy(em);
    if (!model || modelMode === 'off') {
      throw new UserError('frozen', 'No language model is used here.', 'Say it in other words.');
    }
    const { words, place } = await takeQuestion(em, { card, actor, now });
    const commands = await discoverCommands();
    const execute = createExecute(commands, services);
    const said = { line: words, actor, place, canBePrivate: true };
    const door = { commands, execute, em: services.em, now: services.now };
    return (await answerByModel(said, model, door)).reply;
  },
  view: (reply) => reply,
});
