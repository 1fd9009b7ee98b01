import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { rejectionText } from '../src/proposals/card.ts';
import { grabAnyway } from '../src/proposals/grab-anyway.ts';

export default defineCommand({
  name: 'grab',
  description: 'Fetch a release of your own choice; whatever the rules of taste say',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    release: z.int().positive().describe('number of the release, as releases and search show it'),
    book: z.string().min(1).max(200).optional().describe('the missing book it is for'),
  }),
  async run({ release, book }, { em, actor, now, services }) {
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    return await grabAnyway(em, { releaseId: release, book }, context);
  },
  view: ({ title, release, costClass, download, inSpiteOf }) => ({
    title: `Grabbed: ${title}`,
    tone: 'ok',
    blocks: [
      fields({ Release: release, Cost: costClass, Download: download }),
      {
        kind: 'list',
        items: inSpiteOf.map((one) => ({ text: `in spite of ${rejectionText(one)}` })),
      },
      { kind: 'text', text: 'It is fetched now; the card shows how far it is.' },
    ],
  }),
});
