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
  async run(input, { em, actor, now, services }) {
    const requested = await requestBook(em, { ...input, actor: actor.name, now });
    return { ...requested, isWatchOnly: (await services.policy(em)).autopilot === 'off' };
  },
  view({ title, kind, missing, isWatchOnly }) {
    if (kind === 'owned') return say(`You have it: ${title}`, 'It is in the library already.');
    if (kind === 'joined') return say(`Wanted already: ${title}`, 'It is searched for in turn.');
    const next = isWatchOnly
      ? 'is searched for when an owner switches autopilot on again.'
      : 'is searched for now; a proposal follows.';
    return say(`Requested: ${title}`, `Wanted book ${missing} ${next}`, 'ok');
  },
});
