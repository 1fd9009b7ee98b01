import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { approve } from '../src/proposals/decide.ts';

export default defineCommand({
  name: 'approve',
  description: 'Approve a proposal: the release is fetched and downloaded',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    proposal: z.int().positive().describe('number of the proposal'),
    release: z.int().positive().optional().describe('one of its alternatives instead'),
    wedge: z.boolean().default(false).describe('spend a wedge, so that it costs no ratio (owners)'),
  }),
  async run({ proposal: id, release, wedge }, { em, actor, now, services }) {
    if (wedge && !mayAct(actor.role, 'owner')) {
      const text = `Spending a wedge needs the role owner; you are ${actor.role}.`;
      throw new UserError('not_allowed', text, `"approve ${id}" approves it without one.`);
    }
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    const how = { releaseId: release, withWedge: wedge };
    const { proposal, downloadId } = await approve(em, id, context, how);
    const { title, authorName } = proposal.missingBook;
    return {
      proposal: id,
      download: downloadId,
      title,
      author: authorName,
      release: proposal.release?.title ?? null,
      withWedge: proposal.withWedge,
      approvedBy: actor.name,
    };
  },
  view: (done) => ({
    title: `Approved: ${done.title}`,
    tone: 'ok',
    blocks: [
      fields({
        Author: done.author,
        Release: done.release,
        'Approved by': done.approvedBy,
        Download: done.download,
        Cost: done.withWedge ? 'a wedge, spent when it is fetched' : null,
      }),
      { kind: 'text', text: 'It is fetched now; the card shows how far it is.' },
    ],
  }),
});
