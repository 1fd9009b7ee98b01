import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { showReleases } from '../src/proposals/show-releases.ts';
import { listOptions } from '../src/releases/filter.ts';
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
    const list = await searchTracker(em, services, input, now);
    return {
      ...list,
      offset: input.offset,
      missing: null,
      mayGrab: mayAct(actor.role, 'operator'),
    };
  },
  view: (list) => showReleases('Found', list),
});
