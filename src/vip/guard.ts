import type { Rejection } from '../releases/facts.ts';
import { pointsPerGb, type SpendingLimits, vipState } from './plan.ts';

/** What of the account decides whether a paid grab leaves VIP safe; null is unknown. */
export type VipAccount = { isVipClass: boolean; vipUntil: Date | null; points: number | null };

const gbBytes = 1e9;
const rules: readonly string[] = ['vip-until', 'vip-safe', 'points-after'];

/**
 * Why a paid grab must wait for the sake of VIP; empty when it may go. It costs ratio, which is bought
 * back at 500 points a GB: those points must be there above the reserve, and VIP must be safe. An
 * account without VIP has none to lose.
 */
export function vipReasons(
  grab: { isPaid: boolean; sizeBytes: number | null; pendingPaidBytes: number },
  account: VipAccount | null,
  limits: SpendingLimits,
  now: Date,
): Rejection[] {
  if (!grab.isPaid || !account) return [];
  const vip = vipState(account.vipUntil, limits.vipRenewDays, now);
  if (vip.kind === 'unknown') {
    if (!account.isVipClass) return [];
    return [{ rule: 'vip-until', got: 'unknown', want: 'a known end of VIP' }];
  }
  const want = `${limits.vipRenewDays} days of VIP`;
  const atRisk = { rule: 'vip-safe', got: `${Math.max(0, vip.daysLeft).toFixed(1)} days`, want };
  return [...(vip.kind === 'at-risk' ? [atRisk] : []), ...pointsReasons(grab, account, limits)];
}

/** Points that upload credit for so many bytes costs, a GB that was begun counted whole in points. */
export function pointsFor(bytes: number): number {
  return Math.ceil((bytes / gbBytes) * pointsPerGb);
}

/** Whether a reason to wait is one of VIP or points: those an owner may set aside, once. */
export function isVipReason({ rule }: Pick<Rejection, 'rule'>): boolean {
  return rules.includes(rule);
}

function pointsReasons(
  grab: { sizeBytes: number | null; pendingPaidBytes: number },
  { points }: VipAccount,
  { pointsReserve }: SpendingLimits,
): Rejection[] {
  const want = `${pointsReserve.toLocaleString('en-US')} or more`;
  if (points === null) return [{ rule: 'points-after', got: 'unknown', want }];
  // Of unknown size: the ratio cannot be judged either and holds it back already.
  if (grab.sizeBytes === null) return [];
  const left = Math.floor(points - pointsFor(grab.sizeBytes + grab.pendingPaidBytes));
  if (left >= pointsReserve) return [];
  return [{ rule: 'points-after', got: left.toLocaleString('en-US'), want }];
}
