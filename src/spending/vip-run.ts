import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reading } from '../account/reading.entity.ts';
import { describePlan } from '../vip/describe-plan.ts';
import { pointsPerWeek, type SpendingPlan } from '../vip/plan.ts';
import { statusLine } from './card.ts';
import type { Considered } from './consider.ts';
import { Purchase } from './purchase.entity.ts';
import { describePurchase } from './words.ts';

export type VipRun = { summary: string; report: Record<string, unknown> };

/** What a run of the vip job came to, under the names of the columns of the table `tasks`. */
export async function describeVipRun(
  em: EntityManager,
  { plan, orderId, proposalIds }: Considered,
  { points = null, vipUntil = null, globalRatio: ratio = null }: Reading,
): Promise<VipRun> {
  const purchase = orderId === null ? null : await em.findOne(Purchase, orderId, { refresh: true });
  const renewal = purchase?.kind === 'vip' ? purchase : null;
  const after = renewal?.after ?? null;
  const words = describePlan(plan);
  const isAsked = plan.renewal.kind === 'buy' && proposalIds.length > 0;
  return {
    summary: purchase
      ? `${describePurchase(purchase)}: ${statusLine(purchase)}`
      : `VIP: ${words.vip}; upload credit: ${words.upload}`,
    report: {
      vip_status: renewal?.isSpent ? 'active' : statusOf(plan.vip),
      vip_expiry_date: after?.vipUntil ?? vipUntil?.toISOString() ?? null,
      renewal_decision: renewal ? endOf(renewal) : decisionOf(plan, points, isAsked),
      point_balance: after?.points ?? points,
      renewal_cost: renewal?.isSpent ? renewal.costPoints : null,
      current_ratio: ratio !== null && Number.isFinite(ratio) ? ratio : null,
      plan,
      purchase: purchase?.id ?? null,
      proposals: proposalIds,
    },
  };
}

function statusOf(vip: SpendingPlan['vip']): string | null {
  if (vip.kind === 'unknown') return null;
  if (vip.daysLeft <= 0) return 'expired';
  return vip.kind === 'at-risk' ? 'pending_renewal' : 'active';
}

function endOf({ isSpent }: Purchase): string {
  if (isSpent === null || isSpent === undefined) return 'unknown';
  return isSpent ? 'renewed' : 'failed';
}

function decisionOf({ renewal, vip }: SpendingPlan, points: number | null, isAsked: boolean) {
  if (isAsked) return 'proposed';
  const isPoor = points !== null && points < pointsPerWeek;
  return renewal.kind === 'hold' && vip.kind === 'at-risk' && isPoor
    ? 'blocked_low_points'
    : 'skipped';
}
