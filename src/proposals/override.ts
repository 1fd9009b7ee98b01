import type { EntityManager } from '@mikro-orm/postgresql';
import { projectedRatio } from '../account/guard.ts';
import { readLedger } from '../account/ledger.ts';
import { UserError } from '../errors.ts';
import type { Rejection } from '../releases/facts.ts';
import { type CostClass, costClasses } from '../releases/cost.ts';
import { Release } from '../releases/release.entity.ts';
import { isVipReason, pointsFor } from '../vip/guard.ts';
import { knownAccount, reasonsToHold } from './hold.ts';
import type { OpenContext } from './open.ts';
import { Proposal } from './proposal.entity.ts';
import { heldBack } from './refusal.ts';

/** What an owner has to see before VIP or the reserve may suffer for one download. */
export type Override = {
  proposal: number;
  title: string;
  release: string;
  ratioNow: number;
  ratioAfter: number;
  points: number | null;
  /** What would be left after buying its size back as upload credit. */
  pointsAfter: number | null;
  vipDaysLeft: number | null;
  setsAside: readonly Rejection[];
  /** The alternative that was asked for, if it was one. */
  chosen: { release?: number };
  /** Stands for these figures: with others the answer does not count. */
  confirm: string;
};

/**
 * The figures of an approval in spite of VIP and reserve. Throws UserError when there is nothing to set
 * aside, and for whatever no owner may set aside: an unknown account, the ratio, the unsatisfied limit.
 */
export async function readOverride(
  em: EntityManager,
  { proposalId, releaseId }: { proposalId: number; releaseId: number | undefined },
  { policy, now }: Pick<OpenContext, 'policy' | 'now'>,
): Promise<Override> {
  const found = await em.findOne(Proposal, proposalId, { populate: ['release', 'missingBook'] });
  const release = releaseId === undefined ? found?.release : await em.findOne(Release, releaseId);
  if (!found || !release) {
    const text = `There is no proposal ${proposalId} with such a release.`;
    throw new UserError('not_found', text, 'Type "queue" for what there is.');
  }
  const ledger = await readLedger(em);
  const account = knownAccount(ledger, policy, now);
  if (!account) {
    const text = 'The account was not read lately: its ratio is unknown.';
    throw new UserError('frozen', text, 'Type "run account", then try again.');
  }
  const { sizeBytes } = release.facts;
  const costClass = costOf(found, release.id);
  const hold = reasonsToHold({ costClass, sizeBytes }, ledger, policy, now, 'person');
  const others = hold.filter((one) => !isVipReason(one));
  if (others.length > 0) throw heldBack({ id: proposalId, hold: others });
  const setsAside = hold.filter(isVipReason);
  if (setsAside.length === 0 || sizeBytes === null) {
    const text = `Neither VIP nor the reserve stands in the way of proposal ${proposalId}.`;
    throw new UserError('conflict', text, `"approve ${proposalId}" approves it.`);
  }
  const bytes = sizeBytes + ledger.pendingPaidBytes;
  const figures = {
    ratioNow: projectedRatio(account, 0),
    ratioAfter: projectedRatio(account, bytes),
    points: account.points,
    pointsAfter: account.points === null ? null : Math.floor(account.points - pointsFor(bytes)),
    vipDaysLeft: account.vipUntil && (account.vipUntil.getTime() - now.getTime()) / 86_400_000,
  };
  const { title } = found.missingBook;
  const chosen = releaseId === undefined ? {} : { release: releaseId };
  const shown = { proposal: proposalId, title, release: release.title, chosen, setsAside };
  return { ...shown, ...figures, confirm: tokenOf(figures) };
}

/** Throws UserError when an owner confirmed other figures than those of now. */
export function checkConfirmed(override: Override, confirm: string): void {
  if (confirm === override.confirm) return;
  const text = 'The figures have changed since they were shown.';
  const hint = `"approve ${override.proposal} override:true" shows them as they are now.`;
  throw new UserError('conflict', text, hint);
}

function costOf({ release, costClass, alternatives }: Proposal, releaseId: number): CostClass {
  const other = alternatives.find((one) => one.releaseId === releaseId)?.costClass;
  const own = costClasses.find((one) => one === costClass);
  return (release?.id === releaseId ? own : other) ?? 'paid';
}

/** Coarse enough to hold while a person reads. */
function tokenOf(figures: Pick<Override, 'ratioAfter' | 'pointsAfter' | 'vipDaysLeft'>): string {
  const { ratioAfter, pointsAfter, vipDaysLeft } = figures;
  const points = pointsAfter === null ? 'unknown' : Math.round(pointsAfter / 1000);
  const days = vipDaysLeft === null ? 'unknown' : Math.floor(vipDaysLeft);
  return `r${ratioAfter.toFixed(1)}-p${points}-d${days}`;
}
