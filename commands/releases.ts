import { z } from 'zod';
import { readPreferences } from '../src/alerts/preferences.ts';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { showReleases } from '../src/proposals/show-releases.ts';
import { listOptions } from '../src/releases/filter.ts';
import { preferenceText, preferring } from '../src/releases/preferred-language.ts';
import { releasesOf } from '../src/releases/releases-of.ts';

export default defineCommand({
  name: 'releases',
  description: 'Every release of a missing or owned book: what speaks for and against each',
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
    const { language: preferred } = await readPreferences(em, actor);
    const list = await releasesOf(em, services, preferring(input, preferred), now);
    return {
      ...list,
      offset: input.offset,
      mayGrab: mayAct(actor.role, 'operator'),
      narrowed: preferenceText(input, preferred),
    };
  },
  view: (list) => showReleases(list.title, list),
});
