import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { showReleases } from '../src/proposals/show-releases.ts';
import { listOptions } from '../src/releases/filter.ts';
import { releasesOf } from '../src/releases/releases-of.ts';

export default defineCommand({
  name: 'releases',
  description: 'Every release of a missing or owned book, with all that speaks for and against it',
  role: 'member',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    book: z.string().min(1).max(200).describe('number of the missing book, or words of its title'),
    owned: z.boolean().default(false).describe('a book of the library instead'),
    author: z.string().max(200).optional().describe('only releases by this person'),
    ...listOptions,
  }),
  async run(input, { em, actor, services, now }) {
    const list = await releasesOf(em, services, input, now);
    return { ...list, offset: input.offset, mayGrab: mayAct(actor.role, 'operator') };
  },
  view: (list) => showReleases(list.title, list),
});
