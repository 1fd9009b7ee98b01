import { z } from 'zod';
import { readPreferences } from '../src/alerts/preferences.ts';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { showReleases } from '../src/proposals/show-releases.ts';
import { listOptions } from '../src/releases/filter.ts';
import { preferenceText, preferring } from '../src/releases/preferred-language.ts';
import { searchTracker } from '../src/releases/look-up.ts';

export default defineCommand({
  name: 'search',
  description: 'Search the tracker and see how each release is judged',
  role: 'member',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    title: z.string().min(1).max(200).describe('title of the book'),
    author: z.string().max(200).optional().describe('its author'),
    ...listOptions,
  }),
  async run(input, { em, actor, services, now }) {
    const { language: preferred } = await readPreferences(em, actor);
    const list = await searchTracker(em, services, preferring(input, preferred), now);
    return {
      ...list,
      offset: input.offset,
      missing: null,
      mayGrab: mayAct(actor.role, 'operator'),
      narrowed: preferenceText(input, preferred),
    };
  },
  view: (list) => showReleases('Found', list),
});
