import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { fields, type Reply } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { approve } from '../src/proposals/decide.ts';
import { checkConfirmed, type Override, readOverride } from '../src/proposals/override.ts';
import { overrideQuestion } from '../src/proposals/show-override.ts';

const input = z.strictObject({
  proposal: z.int().positive().describe('number of the proposal'),
  release: z.int().positive().optional().describe('one of its alternatives instead'),
  wedge: z.boolean().default(false).describe('spend a wedge, so that it costs no ratio (owners)'),
  override: z
    .boolean()
    .default(false)
    .describe('although VIP or the points reserve suffers (owners); asks once more'),
  confirm: z.string().max(40).optional().describe('the answer to that: set by its button'),
});

type Done = {
  proposal: number;
  download: number;
  title: string;
  author: string;
  release: string | null;
  withWedge: boolean;
  withOverride: boolean;
  approvedBy: string;
};
type Outcome = { kind: 'asks'; override: Override } | ({ kind: 'done' } & Done);

export default defineCommand({
  name: 'approve',
  description: 'Approve a proposal: the release is fetched and downloaded',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input,
  looks: ({ override, confirm }) => override && confirm === undefined,
  async run(
    { proposal: id, release, wedge, override, confirm }: z.output<typeof input>,
    { em, actor, now, services }: Context,
  ): Promise<Outcome> {
    const needsOwner = wedge ? 'Spending a wedge' : override ? 'Setting VIP aside' : null;
    if (needsOwner && !mayAct(actor.role, 'owner')) {
      const text = `${needsOwner} needs the role owner; you are ${actor.role}.`;
      throw new UserError('not_allowed', text, `"approve ${id}" approves it without that.`);
    }
    const { platforms } = services;
    const context = { policy: await services.policy(em), platforms, now, actor };
    if (override) {
      const asked = await readOverride(em, { proposalId: id, releaseId: release }, context);
      if (confirm === undefined) return { kind: 'asks', override: asked };
      checkConfirmed(asked, confirm);
    }
    const how = { releaseId: release, withWedge: wedge, withOverride: override };
    const { proposal, downloadId } = await approve(em, id, context, how);
    const { title, authorName } = proposal.missingBook;
    return {
      kind: 'done',
      proposal: id,
      download: downloadId,
      title,
      author: authorName,
      release: proposal.release?.title ?? null,
      withWedge: proposal.withWedge,
      withOverride: proposal.withOverride,
      approvedBy: actor.name,
    };
  },
  view: (outcome) =>
    outcome.kind === 'asks' ? overrideQuestion(outcome.override) : approvedReply(outcome),
});

function approvedReply(done: Done): Reply {
  return {
    title: `Approved: ${done.title}`,
    tone: 'ok',
    blocks: [
      fields({
        Author: done.author,
        Release: done.release,
        'Approved by': done.approvedBy,
        Download: done.download,
        Cost: done.withWedge ? 'a wedge, spent when it is fetched' : null,
        'Set aside': done.withOverride ? 'VIP and the points reserve, for this one' : null,
      }),
      { kind: 'text', text: 'It is fetched now; the card shows how far it is.' },
    ],
  };
}
