import { z } from 'zod';
import { answerQuestion } from '../src/ask/answer-question.ts';
import { showAnswer } from '../src/ask/show-answer.ts';
import { defineCommand } from '../src/command/definition.ts';
import { takeQuestion } from '../src/conversation/card.ts';
import { UserError } from '../src/errors.ts';

export default defineCommand({
  name: 'ask',
  description: 'Ask what the rules, FAQ, guides and notes say, or how this bot is used',
  role: 'member',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    question: z.string().trim().max(500).optional().describe('your question, in plain words'),
    card: z.int().positive().optional().describe('number of a question, set by its button'),
  }),
  async run({ question = '', card }, { em, services, actor, now }) {
    const context = { em, services, actor, now };
    if (card !== undefined) {
      const { modelMode } = await services.policy(em);
      if (!services.model || modelMode === 'off') {
        throw new UserError('frozen', 'No language model is used here.', 'Ask without it.');
      }
      const { words } = await takeQuestion(em, { card, actor, now });
      return await answerQuestion({ ...context, question: words, isAllowed: true });
    }
    if (question === '') {
      throw new UserError(
        'bad_input',
        'There is no question.',
        'Usage: ask "how long must I seed"',
      );
    }
    return await answerQuestion({ ...context, question, isAllowed: false });
  },
  view: showAnswer,
});
