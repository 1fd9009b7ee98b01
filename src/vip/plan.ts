import type { Rejection } from '../releases/facts.ts';

export const pointsPerWeek = 1250;
export const pointsPerGb = 500;

const longestDays = 90;
const daysPerWeek = 7;
/** The site sells programs no less upload in one step. */
const leastUploadGb = 50;
const dayMs = 86_400_000;

/** The account as far as spending depends on it; null is unknown. */
export type SpendingAccount = { points: number | null; vipUntil: Date | null };
export type SpendingLimits = { vipRenewDays: number; pointsReserve: number };

/** `daysLeft` of VIP that is over is 0 or less. */
export type VipState = { kind: 'unknown' } | { kind: 'at-risk' | 'safe'; daysLeft: number };

/** Weeks of VIP or GB of upload, or why nothing is to be bought. */
export type Step =
  | { kind: 'buy'; why: 'at-risk' | 'extension' | 'surplus'; amount: number; costPoints: number }
  | { kind: 'hold'; reasons: Rejection[] };

export type SpendingPlan = { vip: VipState; renewal: Step; upload: Step };

/**
 * What points are to be spent on now: VIP first, as much as the site lets in one step; then upload
 * credit from what is above the reserve. While VIP is at risk and not being saved, nothing else.
 */
export function spendingPlan(
  account: SpendingAccount,
  limits: SpendingLimits,
  now: Date,
): SpendingPlan {
  const vip = vipState(account.vipUntil, limits.vipRenewDays, now);
  const renewal = renewalStep(vip, account.points, limits);
  return { vip, renewal, upload: uploadStep(vip, renewal, account.points, limits) };
}

export function vipState(vipUntil: Date | null, renewWithinDays: number, now: Date): VipState {
  if (!vipUntil) return { kind: 'unknown' };
  const daysLeft = (vipUntil.getTime() - now.getTime()) / dayMs;
  return { kind: daysLeft < renewWithinDays ? 'at-risk' : 'safe', daysLeft };
}

/** Whole weeks that fit below the site's ceiling. */
export function weeksThatFit(daysLeft: number): number {
  return Math.floor((longestDays - Math.max(0, daysLeft)) / daysPerWeek);
}

function renewalStep(vip: VipState, points: number | null, limits: SpendingLimits): Step {
  if (vip.kind === 'unknown') return hold('vip-until', 'unknown', 'a known end');
  const fitting = weeksThatFit(vip.daysLeft);
  if (fitting < 1) return hold('vip-days', vip.daysLeft.toFixed(1), '83 or fewer');
  if (points === null) return hold('points', 'unknown', 'a known balance');
  if (vip.kind === 'at-risk') {
    const weeks = Math.min(fitting, Math.floor(points / pointsPerWeek));
    if (weeks < 1) return hold('points', figure(points), `${figure(pointsPerWeek)} for a week`);
    return { kind: 'buy', why: 'at-risk', amount: weeks, costPoints: weeks * pointsPerWeek };
  }
  // Nobody can say how many weeks `max` takes when it cannot take all, so all have to be affordable.
  const costPoints = fitting * pointsPerWeek;
  const left = points - costPoints;
  if (left >= limits.pointsReserve) {
    return { kind: 'buy', why: 'extension', amount: fitting, costPoints };
  }
  const got = `${figure(points)} for ${fitting} weeks at ${figure(costPoints)}`;
  return hold('points-reserve', got, `${figure(limits.pointsReserve)} left after it`);
}

function uploadStep(
  vip: VipState,
  renewal: Step,
  points: number | null,
  { pointsReserve, vipRenewDays }: SpendingLimits,
): Step {
  if (renewal.kind === 'hold' && vip.kind !== 'safe') {
    const got = vip.kind === 'unknown' ? 'unknown' : `${vip.daysLeft.toFixed(1)} days`;
    return hold('vip-safe', got, `${vipRenewDays} days or more`);
  }
  if (points === null) return hold('points', 'unknown', 'a known balance');
  const left = points - (renewal.kind === 'buy' ? renewal.costPoints : 0) - pointsReserve;
  const gb = Math.max(0, Math.floor(left / pointsPerGb));
  if (gb < leastUploadGb) {
    return hold('upload-step', `${gb} GB above the reserve`, `${leastUploadGb} GB in one step`);
  }
  return { kind: 'buy', why: 'surplus', amount: gb, costPoints: gb * pointsPerGb };
}

function hold(rule: string, got: string, want: string): Step {
  return { kind: 'hold', reasons: [{ rule, got, want }] };
}

function figure(points: number): string {
  return Math.floor(points).toLocaleString('en-US');
}
