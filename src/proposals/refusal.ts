import { UserError } from '../errors.ts';
import { isVipReason } from '../vip/guard.ts';
import type { Proposal } from './proposal.entity.ts';

/** Why somebody cannot decide a proposal any more or yet, and what to do instead. */
export function refusalOf(id: number, proposal: Proposal | null, now: Date): UserError {
  if (!proposal) {
    const text = `There is no proposal ${id}.`;
    return new UserError('not_found', text, 'Type "queue" for the open ones.');
  }
  const { status, decidedByName } = proposal;
  if (status === 'approved' || status === 'rejected') {
    const text = `Proposal ${id} was already ${status} by ${decidedByName ?? 'somebody'}.`;
    return new UserError('already_decided', text, `Type "why ${id}" for the story.`);
  }
  if (status === 'held') return heldBack(proposal);
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

/** What must not be fetched now, with the figures. */
export function heldBack({ id, hold }: Pick<Proposal, 'id' | 'hold'>): UserError {
  const reasons = hold.map(({ rule, got, want }) => `${rule} is ${got}, needed is ${want}`);
  const text = `Proposal ${id} is held back: ${reasons.join('; ')}.`;
  const again = 'It is judged again on every run of the queue.';
  const override = `"approve ${id} override:true" lets an owner take it all the same.`;
  const isVipAlone = hold.length > 0 && hold.every(isVipReason);
  return new UserError('frozen', text, isVipAlone ? `${again} ${override}` : again);
}
