import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { undoBatch } from '../src/metadata/decide-batch.ts';
import { listBatches } from '../src/metadata/list-batches.ts';

export default defineCommand({
  name: 'undo',
  description: 'Put changes of the library back as they were',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    batch: z
      .int()
      .positive()
      .optional()
      .describe('number of the batch; without it: which there are'),
  }),
  looks: ({ batch }) => batch === undefined,
  async run({ batch }, { em, actor, now, services: { platforms } }) {
    if (batch === undefined) return { undone: null, batches: await listBatches(em, 'undoable') };
    await undoBatch(em, batch, { platforms, by: actor.name, now });
    return { undone: batch, batches: [] };
  },
  view({ undone, batches }) {
    if (undone !== null) {
      const text = 'Fields that somebody changed since stay as they are; the card names them.';
      return say(`Batch ${undone} is being put back`, text, 'ok');
    }
    if (batches.length === 0) {
      return say('Nothing to undo', 'No changes of the last 30 days are left to put back.');
    }
    return {
      title: `${batches.length} that can be undone`,
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: batches.map(({ id, title, books, fields, createdAt, by }) => ({
            text: `${id}: ${title} · ${books} books, ${fields} fields`,
            detail: `${timeText(createdAt)}, ${by}`,
            buttons: [
              { label: 'Undo', runs: 'undo', input: { batch: id }, style: 'danger' as const },
            ],
          })),
        },
      ],
    };
  },
});
