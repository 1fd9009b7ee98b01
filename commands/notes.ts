import { z } from 'zod';
import { importedNotes, importNote, removeNote } from '../src/ask/imported-notes.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';

export default defineCommand({
  name: 'notes',
  description: 'Guides and notes of your own that ask answers from: list, import, remove',
  role: 'operator',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    action: z.enum(['list', 'import', 'remove']).default('list').describe('what to do'),
    name: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u, 'letters, digits, blanks, and . _ - only')
      .optional()
      .describe('what the note is called; .md at its end: it is Markdown'),
    text: z.string().optional().describe('the text of the note, or its file'),
  }),
  attached: 'text',
  looks: ({ action }) => action === 'list',
  async run({ action, name, text }, { em, actor, now }) {
    if (action === 'list') return { action, notes: await importedNotes(em) } as const;
    if (name === undefined) {
      throw new UserError('bad_input', 'The note has no name.', `notes action:${action} name:…`);
    }
    if (action === 'remove') {
      await removeNote(em, name);
      return { action, name } as const;
    }
    if (text === undefined) return { action: 'asks', name } as const;
    return { action, name, how: await importNote(em, { name, text }, actor.name, now) } as const;
  },
  view(output): Reply {
    switch (output.action) {
      case 'remove':
        return say(`Removed: ${output.name}`, 'Nothing is answered from it any more.', 'ok');
      case 'import': {
        const how = output.how === 'new' ? 'It is new.' : 'It takes the place of the last one.';
        return say(`Stored: ${output.name}`, `${how} "ask" answers from it now.`, 'ok');
      }
      case 'asks': {
        const input = { action: 'import', name: output.name };
        const questions = [{ field: 'text', label: 'The text of the note' }];
        const form = { label: 'Paste the note', runs: 'notes', input, questions };
        return { title: `A note: ${output.name}`, tone: 'info', blocks: [{ kind: 'form', form }] };
      }
      case 'list':
        return output.notes.length === 0
          ? say('No notes', 'Import one with "notes action:import name:… text:…" or a file.')
          : {
              title: 'Notes',
              tone: 'info',
              blocks: [
                {
                  kind: 'table',
                  columns: ['Name', 'Since', 'From'],
                  rows: output.notes.map((note) => [
                    note.name,
                    note.added_at.toISOString().slice(0, 10),
                    note.added_by,
                  ]),
                },
              ],
            };
    }
  },
});
