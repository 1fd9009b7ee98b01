import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import { UserError } from '../errors.ts';
import { Release } from '../releases/release.entity.ts';
import { isWorthAWedge } from '../releases/wedge.ts';
import { isVipReason } from '../vip/guard.ts';
import { hasWedgeLeft } from '../wishlist/charge.ts';
import { type Approver, knownAccount, reasonsToHold } from './hold.ts';
import type { Policy } from '../settings/policy.ts';
import type { OpenContext } from './open.ts';
import type { Proposal } from './proposal.entity.ts';
import { heldBack } from './refusal.ts';

export type HowToApprove = {
  /** One of the alternatives instead of the release that is offered. */
  releaseId?: number | undefined;
  /** Spend a wedge, so that it costs no ratio. */
  withWedge?: boolean;
  /** An owner has seen what VIP or the reserve would suffer, and wants it all the same. */
  withOverride?: boolean;
};

/** Puts an alternative in the place of the offered release; throws UserError when it is none. */
export async function takeAlternative(
  em: EntityManager,
  proposal: Proposal,
  releaseId: number,
): Promise<void> {
  if (releaseId === proposal.release?.id) return;
  const alternative = proposal.alternatives.find((one) => one.releaseId === releaseId);
  const release = alternative && (await em.findOne(Release, releaseId));
  if (!alternative || !release) {
    throw new UserError(
      'not_found',
      `Proposal ${proposal.id} does not offer the release ${releaseId}.`,
      `Type "why ${proposal.id}" for what it offers.`,
    );
  }
  proposal.release = release;
  proposal.costClass = alternative.costClass ?? 'paid';
  proposal.isPaid = proposal.costClass === 'paid';
  proposal.reasons = [`chosen by hand instead of the first one`];
  proposal.figures = { ...proposal.figures, ratioAfter: null, wedges: null };
}

/**
 * The last word before a download is queued, by the account as it was read last: throws UserError when
 * the ratio or the unsatisfied limit forbids it, or when a wedge is asked for and would be wasted.
 * What the account is at the moment of the grab is looked at then.
 */
export async function checkApproval(
  em: EntityManager,
  proposal: Proposal,
  { withWedge = false, withOverride = false }: HowToApprove,
  { policy, now, approver }: OpenContext & { approver: Approver },
): Promise<void> {
  const ledger = await readLedger(em);
  const account = knownAccount(ledger, policy, now);
  const costClass = (proposal.isPaid ?? true) ? 'paid' : 'free';
  const facts = proposal.release?.facts;
  if (withWedge) {
    // What is not known to be worth a wedge is not.
    const cost = { isVip: facts?.cost?.isVip ?? true };
    const isWorth = facts && ({ release: { ...facts, cost }, costClass } as const);
    if (!isWorth || !isWorthAWedge(isWorth, policy, account?.wedges ?? null)) {
      throw noWedge(proposal, account?.wedges ?? null, policy);
    }
    if (!(await hasWedgeLeft(em, proposal.missingBook.id, policy, now)))
      throw noneLeft(proposal.id);
    Object.assign(proposal, { withWedge: true, isPaid: false });
  }
  if (withOverride) proposal.withOverride = true;
  const grab = {
    costClass: withWedge ? 'free' : costClass,
    sizeBytes: facts?.sizeBytes ?? null,
  } as const;
  const reasons = reasonsToHold(grab, ledger, policy, now, approver);
  // An account that is not known now is read when the grab is due; an emergency is known.
  const known = account ? reasons : reasons.filter(({ rule }) => rule === 'ratio-emergency');
  const hold = withOverride ? known.filter((one) => !isVipReason(one)) : known;
  if (hold.length > 0) throw heldBack({ id: proposal.id, hold });
}

function noneLeft(id: number): UserError {
  const text = `The wedges of this week are used up for whom asked for the book of proposal ${id}.`;
  const hint = `"approve ${id}" approves it without one; an owner changes QUOTAS by "settings".`;
  return new UserError('conflict', text, hint);
}

function noWedge(
  { id, costClass }: Proposal,
  wedges: number | null,
  { wedgePolicy, wedgeMinGb }: Policy,
): UserError {
  const found = `${costClass ?? 'unknown'} release, ${wedges ?? 'an unknown number of'} wedges`;
  const rule =
    wedgePolicy === 'never'
      ? 'WEDGE_POLICY is never'
      : `it takes a paid release of ${wedgeMinGb} GB or more and a wedge`;
  const text = `No wedge can be spent on proposal ${id}: ${rule} (found: ${found}).`;
  return new UserError('conflict', text, `"approve ${id}" approves it without one.`);
}
