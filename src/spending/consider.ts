import type { EntityManager } from '@mikro-orm/postgresql';
import { pointsCap } from '../account/forecast.ts';
import type { Reading } from '../account/reading.entity.ts';
import type { Services } from '../services.ts';
import type { Policy } from '../settings/policy.ts';
import { type SpendingPlan, spendingPlan, type Step } from '../vip/plan.ts';
import { openPurchase } from './ledger.ts';
import { type Order, order, propose, withdrawProposed } from './order.ts';

/** Whose name stands under what is bought without asking. */
const unaskedActor = 'the vip job';

/** After a no, surplus points are not offered again for so long, unless they reach the cap. */
const quietDays = 7;

export type Considered = {
  plan: SpendingPlan;
  /** Ordered without asking: to be carried out by the caller. */
  orderId: number | null;
  /** What an owner is asked. */
  proposalIds: number[];
};

/**
 * What is to be done with the points of this reading, by the plan and the switches: VIP is ordered or
 * proposed; upload credit too, once VIP needs nothing any more. Runs in the caller's transaction.
 */
export async function considerSpending(
  em: EntityManager,
  { platforms, policy }: Pick<Services, 'platforms'> & { policy: Policy },
  reading: Pick<Reading, 'points' | 'vipUntil'>,
  now: Date,
): Promise<Considered> {
  const { points = null, vipUntil = null } = reading;
  const plan = spendingPlan({ points, vipUntil }, policy, now);
  const done: Considered = { plan, orderId: null, proposalIds: [] };
  if (await openPurchase(em, 'vip')) return done;
  // Only VIP at risk does not wait until it is known what became of upload credit.
  if (plan.vip.kind !== 'at-risk' && (await openPurchase(em, 'upload'))) return done;
  const renewal = vipOrder(plan, vipUntil);
  if (renewal && policy.vipAuto === 'on') {
    const by = { actor: unaskedActor, hasCard: false, later: true, now };
    const intent = await order(em, platforms, renewal, by);
    return { ...done, orderId: intent.kind === 'intended' ? intent.purchase.id : null };
  }
  if (renewal) pushKnown(done.proposalIds, await propose(em, platforms, renewal, now));
  else await withdrawProposed(em, platforms, 'vip', 'it is not due any more', now);
  const isAtCap = points !== null && points >= pointsCap;
  await considerUpload(em, { platforms, policy, isAtCap }, done, now);
  return done;
}

async function considerUpload(
  em: EntityManager,
  {
    platforms,
    policy,
    isAtCap,
  }: Pick<Services, 'platforms'> & { policy: Policy; isAtCap: boolean },
  done: Considered,
  now: Date,
): Promise<void> {
  const isNeeded = done.plan.vip.kind !== 'safe';
  const upload = isNeeded ? null : uploadOrder(done.plan.upload);
  if (!upload || policy.uploadCredit === 'off') {
    await withdrawProposed(em, platforms, 'upload', 'it is not due any more', now);
  } else if (policy.uploadCredit === 'auto') {
    const by = { actor: unaskedActor, hasCard: false, later: true, now };
    const intent = await order(em, platforms, upload, by);
    if (intent.kind === 'intended') done.orderId = intent.purchase.id;
  } else if (isAtCap || !(await wasDeclinedLately(em, now))) {
    pushKnown(done.proposalIds, await propose(em, platforms, upload, now));
  }
}

/** The renewal a plan has, as an order; null when it holds. */
export function vipOrder({ vip, renewal }: SpendingPlan, vipUntil: Date | null): Order | null {
  if (renewal.kind === 'hold' || vip.kind === 'unknown' || !vipUntil) return null;
  const { amount, costPoints } = renewal;
  const left = `${Math.max(0, vip.daysLeft).toFixed(1)} days of VIP left`;
  const reason =
    renewal.why === 'at-risk' ? `VIP is at risk: ${left}` : `surplus points extend VIP: ${left}`;
  return { kind: 'vip', amount, costPoints, reason, vipUntil };
}

/** The upload credit a plan has, as an order; null when it holds. */
export function uploadOrder(step: Step): Order | null {
  if (step.kind === 'hold') return null;
  const { amount, costPoints } = step;
  return { kind: 'upload', amount, costPoints, reason: 'points above the reserve, VIP is safe' };
}

async function wasDeclinedLately(em: EntityManager, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - quietDays * 86_400_000);
  const rows = await em.execute<unknown[]>(
    `select 1 from purchases where kind = 'upload' and status = 'withdrawn' and decided_by is not null
        and settled_at > ?`,
    [since],
  );
  return rows.length > 0;
}

function pushKnown(ids: number[], id: number | null): void {
  if (id !== null) ids.push(id);
}
