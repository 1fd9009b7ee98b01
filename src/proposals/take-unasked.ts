import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAudit } from '../command/audit.ts';
import { hasWedgeLeft } from '../wishlist/charge.ts';
import { autopilotActor, type Unasked } from './autopilot.ts';
import { approve } from './decide.ts';
import { expiryOf, type OpenContext, wantCovers } from './open.ts';
import { Proposal } from './proposal.entity.ts';

/** Approves a proposal in the name of autopilot, when autopilot takes it; written to the audit like any approval. */
export async function takeUnasked(
  em: EntityManager,
  proposalId: number,
  decision: Unasked,
  context: OpenContext,
): Promise<boolean> {
  if (decision === 'asks') return false;
  const { policy, now } = context;
  if (decision === 'takes-by-wedge' && !(await wedgeIsCovered(em, proposalId, context)))
    return false;
  await em.execute(
    `update proposals set status = 'open', opened_at = ?, expires_at = ? where id = ? and status in ('waiting', 'open')`,
    [now, expiryOf(policy, now), proposalId],
  );
  await wantCovers(em, [proposalId]);
  const withWedge = decision === 'takes-by-wedge';
  await approve(em, proposalId, { ...context, actor: autopilotActor }, { withWedge });
  const input = { proposal: proposalId, wedge: withWedge };
  const entry = { actor: autopilotActor, command: 'approve', input, outcome: 'done' };
  await recordAudit(em, entry);
  return true;
}

/** Whose quota has no wedge left has to wait for a person's word. */
async function wedgeIsCovered(
  em: EntityManager,
  proposalId: number,
  { policy, now }: OpenContext,
): Promise<boolean> {
  const { missingBook } = await em.findOneOrFail(Proposal, proposalId);
  return await hasWedgeLeft(em, missingBook.id, policy, now);
}
