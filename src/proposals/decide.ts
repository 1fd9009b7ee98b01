import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import type { Actor } from '../command/actor.ts';
import { UserError } from '../errors.ts';
import { giveWay } from '../downloads/next-best.ts';
import { queueDownload } from '../downloads/queue.ts';
import { blockRelease } from '../releases/save.ts';
import { isByAutopilot } from './autopilot.ts';
import { checkApproval, type HowToApprove, takeAlternative } from './approval.ts';
import { Proposal } from './proposal.entity.ts';
import { lockProposals, type OpenContext, openWaiting } from './open.ts';
import { refusalOf } from './refusal.ts';
import type { RejectReason } from './reject-reasons.ts';

export type DecideContext = OpenContext & { actor: Actor };

export const usualSnoozeDays = 30;

/**
 * Approves an open proposal, with the release it offers or one of its alternatives: exactly one caller
 * wins, and the winner's download is queued in the same transaction. Throws UserError for everybody
 * else, saying who was first, and for what must not be fetched.
 */
export async function approve(
  em: EntityManager,
  proposalId: number,
  context: DecideContext,
  how: HowToApprove = {},
): Promise<{ proposal: Proposal; downloadId: number }> {
  const mayBeHeld = how.withOverride === true;
  await settle(em, proposalId, { status: 'approved', reason: null, mayBeHeld }, context);
  const proposal = await loadProposal(em, proposalId);
  refuseWhenHad(proposal);
  if (how.releaseId !== undefined) await takeAlternative(em, proposal, how.releaseId);
  const approver = isByAutopilot(proposal.decidedBy ?? null) ? 'autopilot' : 'person';
  await checkApproval(em, proposal, how, { ...context, approver });
  const downloadId = await queueDownload(em, proposal, context.now);
  proposal.missingBook.downloadStatus = 'queued';
  const book = { missingBookId: proposal.missingBook.id, downloadId, now: context.now };
  await giveWay(em, context.platforms, book);
  await afterDecision(em, proposalId, context);
  return { proposal, downloadId };
}

/** Rejects an open proposal; the reason decides what becomes of release and book. Throws as `approve` does. */
export async function reject(
  em: EntityManager,
  proposalId: number,
  reason: RejectReason,
  context: DecideContext,
  snoozeDays = usualSnoozeDays,
): Promise<Proposal> {
  await settle(em, proposalId, { status: 'rejected', reason, mayBeHeld: false }, context);
  const proposal = await loadProposal(em, proposalId);
  const { missingBook: missing, release } = proposal;
  if (reason === 'not now') {
    missing.snoozedUntil = new Date(context.now.getTime() + snoozeDays * 86_400_000);
    missing.nextSearchAt = missing.snoozedUntil;
  } else if (reason === 'never') {
    missing.downloadStatus = 'hidden';
    missing.isWanted = false;
  } else {
    const by = { actor: context.actor.name, reason, missingBookId: missing.id };
    if (release) await blockRelease(em, release, by);
    missing.nextSearchAt = context.now;
  }
  await afterDecision(em, proposalId, context);
  return proposal;
}

/** Somebody may have put the book on the shelf since it was proposed; the decision is rolled back then. */
function refuseWhenHad({ id, missingBook: { title, downloadStatus } }: Proposal): void {
  if (!['completed', 'queued', 'downloading'].includes(downloadStatus)) return;
  const place = downloadStatus === 'completed' ? 'on the shelf' : 'on its way';
  const text = `"${title}" is ${place} already.`;
  throw new UserError('conflict', text, `Type "reject ${id}" to close the proposal.`);
}

/**
 * One conditional update decides the race; the loser reads what the winner wrote. A proposal that only
 * waits for something better need not wait when a person decides.
 */
async function settle(
  em: EntityManager,
  proposalId: number,
  {
    status,
    reason,
    mayBeHeld,
  }: { status: 'approved' | 'rejected'; reason: string | null; mayBeHeld: boolean },
  { actor, now }: DecideContext,
): Promise<void> {
  await lockProposals(em);
  const result = await em.execute<{ affectedRows: number }>(
    `update proposals set status = ?, decided_by = ?, decided_by_name = ?, decided_at = ?, decision_reason = ?
      where id = ? and ((status = 'open' and expires_at > ?) or (status = 'held' and (hold_until is not null or ?)))`,
    [status, `${actor.platform}:${actor.id}`, actor.name, now, reason, proposalId, now, mayBeHeld],
    'run',
  );
  if (result.affectedRows === 1) return;
  throw refusalOf(proposalId, await em.findOne(Proposal, proposalId, { refresh: true }), now);
}

async function loadProposal(em: EntityManager, id: number): Promise<Proposal> {
  return await em.findOneOrFail(Proposal, id, {
    populate: ['missingBook', 'release'],
    refresh: true,
  });
}

async function afterDecision(
  em: EntityManager,
  proposalId: number,
  context: DecideContext,
): Promise<void> {
  await em.flush();
  await refreshCard(em, context.platforms, `proposal:${proposalId}`);
  await openWaiting(em, context);
}

/** Closes open proposals whose time is over; their books stay wanted. Answers how many. */
export async function expireProposals(em: EntityManager, context: OpenContext): Promise<number> {
  await lockProposals(em);
  const rows = await em.execute<{ id: number }[]>(
    `update proposals set status = 'expired', decided_at = ? where status = 'open' and expires_at <= ?
     returning id`,
    [context.now, context.now],
  );
  for (const { id } of rows) await refreshCard(em, context.platforms, `proposal:${id}`);
  await openWaiting(em, context);
  return rows.length;
}
