import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { approve } from '../src/proposals/decide.ts';

export default defineCommand({
  name: 'approve',
  description: 'Approve a proposal: the release is fetched and downloaded',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({ proposal: z.int().positive().describe('number of the proposal') }),
  async run({ proposal: id }, { em, actor, now, services }) {
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    const { proposal, downloadId } = await approve(em, id, context);
    const { title, authorName } = proposal.missingBook;
    return {
      proposal: id,
      download: downloadId,
      title,
      author: authorName,
      approvedBy: actor.name,
    };
  },
  view: (done) => ({
    title: `Approved: ${done.title}`,
    tone: 'ok',
    blocks: [
      fields({ Author: done.author, 'Approved by': done.approvedBy, Download: done.download }),
      { kind: 'text', text: 'It is fetched now; the card shows how far it is.' },
    ],
  }),
});
