import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import type { Actor } from '../command/actor.ts';
import { UserError } from '../errors.ts';
import { queueDownload } from '../downloads/queue.ts';
import { blockRelease } from '../releases/save.ts';
import { Proposal } from './proposal.entity.ts';
import { lockProposals, openWaiting, type ProposeContext } from './propose.ts';
import type { RejectReason } from './reject-reasons.ts';

export type DecideContext = Pick<ProposeContext, 'policy' | 'platforms' | 'now'> & { actor: Actor };

const notNowDays = 30;

/**
 * Approves an open proposal: exactly one caller wins, and the winner's download is queued in the same
 * transaction. Throws UserError for everybody else, saying who was first.
 */
export async function approve(
  em: EntityManager,
  proposalId: number,
  context: DecideContext,
): Promise<{ proposal: Proposal; downloadId: number }> {
  await settle(em, proposalId, 'approved', null, context);
  const proposal = await loadProposal(em, proposalId);
  refuseWhenHad(proposal);
  const downloadId = await queueDownload(em, proposal, context.now);
  proposal.missingBook.downloadStatus = 'queued';
  await afterDecision(em, proposalId, context);
  return { proposal, downloadId };
}

/** Rejects an open proposal; the reason decides what becomes of release and book. Throws as `approve` does. */
export async function reject(
  em: EntityManager,
  proposalId: number,
  reason: RejectReason,
  context: DecideContext,
): Promise<Proposal> {
  await settle(em, proposalId, 'rejected', reason, context);
  const proposal = await loadProposal(em, proposalId);
  const { missingBook: missing, release } = proposal;
  if (reason === 'not now') {
    missing.snoozedUntil = new Date(context.now.getTime() + notNowDays * 86_400_000);
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

/** One conditional update decides the race; the loser reads what the winner wrote. */
async function settle(
  em: EntityManager,
  proposalId: number,
  status: 'approved' | 'rejected',
  reason: string | null,
  { actor, now }: DecideContext,
): Promise<void> {
  await lockProposals(em);
  const result = await em.execute<{ affectedRows: number }>(
    `update proposals set status = ?, decided_by = ?, decided_by_name = ?, decided_at = ?, decision_reason = ?
      where id = ? and status = 'open' and expires_at > ?`,
    [status, `${actor.platform}:${actor.id}`, actor.name, now, reason, proposalId, now],
    'run',
  );
  if (result.affectedRows === 1) return;
  throw refusal(proposalId, await em.findOne(Proposal, proposalId, { refresh: true }), now);
}

function refusal(id: number, proposal: Proposal | null, now: Date): UserError {
  if (!proposal) {
    return new UserError(
      'not_found',
      `There is no proposal ${id}.`,
      'Type "queue" for the open ones.',
    );
  }
  const { status, decidedByName, hold } = proposal;
  if (status === 'approved' || status === 'rejected') {
    const text = `Proposal ${id} was already ${status} by ${decidedByName ?? 'somebody'}.`;
    return new UserError('already_decided', text, `Type "why ${id}" for the story.`);
  }
  if (status === 'held') {
    const text = `Proposal ${id} is held back: ${hold.map((one) => `${one.rule} is ${one.got}, needed is ${one.want}`).join('; ')}.`;
    return new UserError('frozen', text, 'It is judged again on every run of the queue.');
  }
  if (status === 'waiting') {
    const text = `Proposal ${id} waits for a free place.`;
    return new UserError('conflict', text, 'Decide one of the open proposals first.');
  }
  const isOver = status === 'open' && proposal.expiresAt && proposal.expiresAt <= now;
  const withdrawn = proposal.decisionReason;
  const text =
    status === 'expired' || isOver
      ? `Proposal ${id} has expired.`
      : `Proposal ${id} was ${withdrawn ? `withdrawn: ${withdrawn}` : 'replaced by a newer one'}.`;
  return new UserError('expired', text, 'Type "queue" for what is open now.');
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
export async function expireProposals(
  em: EntityManager,
  context: Omit<DecideContext, 'actor'>,
): Promise<number> {
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
