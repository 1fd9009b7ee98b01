import { z } from 'zod';
import { counted } from '../src/command/counted.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type ListItem, type Reply, say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { undoBatch } from '../src/metadata/decide-batch.ts';
import { listBatches } from '../src/metadata/list-batches.ts';
import { undoReplacement } from '../src/replacing/decide.ts';
import { listKept } from '../src/replacing/restore-area.ts';

export default defineCommand({
  name: 'undo',
  description: 'Put changes of the library or a replaced edition back',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    batch: z
      .int()
      .positive()
      .optional()
      .describe('number of the batch; without it: which there are'),
    replacement: z.int().positive().optional().describe('number of a replacement instead'),
    position: z
      .enum(['scale', 'back'])
      .optional()
      .describe('your position, when it was moved: same share of the old edition, or where it was'),
  }),
  looks: ({ batch, replacement }) => batch === undefined && replacement === undefined,
  async run({ batch, replacement, position = null }, { em, actor, now, services: { platforms } }) {
    const nothing = { undone: null, putBack: null, batches: [], replacements: [] };
    if (batch !== undefined) {
      await undoBatch(em, batch, { platforms, by: actor.name, now });
      return { ...nothing, undone: batch };
    }
    if (replacement !== undefined) {
      const chosen = { id: replacement, position };
      const { title } = await undoReplacement(em, chosen, { actor: actor.name, now });
      return { ...nothing, putBack: title };
    }
    const kept = await listKept(em);
    return {
      ...nothing,
      batches: await listBatches(em, 'undoable'),
      replacements: kept.filter(({ edition }) => edition === 'old'),
    };
  },
  view({ undone, putBack, batches, replacements }): Reply {
    if (undone !== null) {
      const text = 'Fields that somebody changed since stay as they are; the card names them.';
      return say(`Batch ${undone} is being put back`, text, 'ok');
    }
    if (putBack !== null) {
      const text = 'The old edition goes back to its place; a message says when it is there.';
      return say(`Undoing: ${putBack}`, text, 'ok');
    }
    const count = batches.length + replacements.length;
    if (count === 0) {
      return say('Nothing to undo', 'No changes of the last 30 days are left to put back.');
    }
    const items: ListItem[] = [
      ...batches.map(({ id, title, books, fields, createdAt, by }) => ({
        text: `${title} · ${counted(books, 'book')}, ${counted(fields, 'field')}`,
        detail: `batch ${id}, ${timeText(createdAt)}, ${by}`,
        buttons: [undoButton({ batch: id })],
      })),
      ...replacements.map(({ id, title, since }) => ({
        text: `Replaced: ${title}`,
        ...(since ? { detail: timeText(since) } : {}),
        buttons: [undoButton({ replacement: id })],
      })),
    ];
    return {
      title: count === 1 ? 'One thing can be undone' : `${count} things can be undone`,
      tone: 'info',
      blocks: [{ kind: 'list', items }],
    };
  },
});

function undoButton(input: Record<string, number>) {
  return { label: 'Undo', runs: 'undo', input, style: 'danger' as const };
}
