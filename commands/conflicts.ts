import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { answerConflict } from '../src/metadata/answer-conflict.ts';
import {
  choiceText,
  listConflicts,
  type OpenConflict,
  renderConflict,
} from '../src/metadata/conflict-card.ts';
import { fieldLabels } from '../src/metadata/value-text.ts';

export default defineCommand({
  name: 'conflicts',
  description: 'Questions about books whose sources disagree; answers one',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    conflict: z
      .int()
      .positive()
      .optional()
      .describe('number of the question; without it: which are open'),
    take: z.int().min(0).max(20).optional().describe('number of the right value; 0 leaves it'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  looks: ({ conflict, take }) => conflict === undefined || take === undefined,
  async run({ conflict, take, ...page }, { em, actor, now, services: { platforms } }) {
    if (conflict === undefined) {
      return { answered: null, card: null, rows: await listConflicts(em, page) };
    }
    if (take === undefined) {
      const card = await renderConflict(em, conflict);
      if (card) return { answered: null, card, rows: [] };
      const hint = '"conflicts" lists the open questions.';
      throw new UserError('not_found', `There is no question ${conflict}.`, hint);
    }
    const context = { platforms, by: actor.name, now };
    await answerConflict(em, { conflictId: conflict, take }, context);
    return { answered: { conflict, take }, card: null, rows: [] };
  },
  view({ answered, card, rows }) {
    if (card) return card;
    if (answered) {
      const kept = answered.take === 0 ? 'The field stays as it is.' : 'It is kept and written.';
      return say(`Question ${answered.conflict} is answered`, kept, 'ok');
    }
    if (rows.length === 0) return say('Nothing is in dispute', 'The sources of your books agree.');
    return {
      title: `${rows.length} open questions`,
      tone: 'info',
      blocks: [{ kind: 'list', items: rows.map(itemOf) }],
    };
  },
});

function itemOf({ id, title, field, choices }: OpenConflict) {
  const lines = choices.map((choice, index) => `${index + 1}. ${choiceText(field, choice)}`);
  return { text: `${id}: ${fieldLabels[field]} of ${title}`, detail: lines.join('\n') };
}
