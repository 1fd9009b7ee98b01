import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { requestBook } from '../src/library/request-book.ts';

export default defineCommand({
  name: 'request',
  description: 'Ask for a book: a missing one by its number, or any by title and author',
  role: 'member',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    title: z.string().min(1).max(200).describe('title of the book, or the number of a gap'),
    author: z.string().max(200).optional().describe('its author'),
  }),
  run: (input, { em, actor, now }) => requestBook(em, { ...input, actor: actor.name, now }),
  view({ title, kind, missing }) {
    if (kind === 'owned') return say(`You have it: ${title}`, 'It is in the library already.');
    if (kind === 'joined') return say(`Wanted already: ${title}`, 'It is searched for in turn.');
    return say(
      `Requested: ${title}`,
      `Wanted book ${missing} is searched for now; a proposal follows.`,
      'ok',
    );
  },
});
