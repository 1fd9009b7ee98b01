import type { EntityManager } from '@mikro-orm/postgresql';
import { isFresh } from '../account/freshness.ts';
import { lastReading } from '../account/record.ts';
import { refreshCard } from '../alerts/raise.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services.ts';
import { spendingPlan } from '../vip/plan.ts';
import { uploadOrder, vipOrder } from './consider.ts';
import { openPurchase, settle } from './ledger.ts';
import { askFor, lockSpending, order } from './order.ts';
import { Purchase } from './purchase.entity.ts';
import { finish } from './reconcile.ts';
import { describePurchase } from './words.ts';

/** No request is on its way for so long. */
const stuckMinutes = 10;

type Decision = { actor: string; now: Date };
type DecideServices = Pick<Services, 'platforms' | 'policy'>;

/** Says yes to a proposed purchase: exactly one caller wins. It is judged once more when it is sent. */
export async function buyProposed(
  em: EntityManager,
  { platforms }: DecideServices,
  id: number,
  { actor, now }: Decision,
): Promise<Purchase> {
  await lockSpending(em);
  const purchase = await findPurchase(em, id);
  if (purchase.status !== 'proposed') throw notOpen(purchase);
  await refuseWhenBusy(em, purchase.kind);
  em.assign(purchase, { status: 'intended', actor, decidedBy: actor, intendedAt: now });
  await em.flush();
  await askFor(em, id, null);
  await refreshCard(em, platforms, `purchase:${id}`);
  return purchase;
}

/** Says no to a proposed purchase. */
export async function declineProposed(
  em: EntityManager,
  { platforms }: DecideServices,
  id: number,
  { actor, now }: Decision,
): Promise<Purchase> {
  await lockSpending(em);
  const purchase = await findPurchase(em, id);
  if (purchase.status !== 'proposed') throw notOpen(purchase);
  const detail = 'not wanted now';
  em.assign(purchase, { status: 'withdrawn', decidedBy: actor, detail, settledAt: now });
  await em.flush();
  await refreshCard(em, platforms, `purchase:${id}`);
  return purchase;
}

/** Orders what the plan has for VIP or upload now, in a person's name; throws UserError when it has nothing. */
export async function buyByHand(
  em: EntityManager,
  { platforms, policy: read }: DecideServices,
  what: 'vip' | 'upload',
  { actor, now }: Decision,
): Promise<Purchase> {
  const policy = await read(em);
  const reading = await lastReading(em);
  if (!reading || !isFresh(reading.seenAt, now, policy.readingStaleMinutes)) {
    const text = 'The account was not read lately, so nothing is bought.';
    throw new UserError('frozen', text, 'Type "run account", then try again.');
  }
  const { points = null, vipUntil = null } = reading;
  const plan = spendingPlan({ points, vipUntil }, policy, now);
  const wanted = what === 'vip' ? vipOrder(plan, vipUntil) : uploadOrder(plan.upload);
  if (!wanted) {
    const step = what === 'vip' ? plan.renewal : plan.upload;
    const reasons = step.kind === 'hold' ? step.reasons : [];
    const why = reasons.map(({ rule, got, want }) => `${rule} is ${got}, needed is ${want}`);
    throw new UserError(
      'frozen',
      `Nothing is bought: ${why.join('; ')}.`,
      'Type "vip" for the plan.',
    );
  }
  await lockSpending(em);
  await refuseWhenBusy(em, what);
  const by = { actor, hasCard: true, later: false, now };
  const { kind, purchase } = await order(em, platforms, wanted, by);
  if (kind === 'intended') return purchase;
  const text = `That was bought already: purchase ${purchase.id}.`;
  throw new UserError('already_decided', text, 'Type "points" for the history.');
}

/** A person says how a purchase ended that the account could not tell. */
export async function settleByHand(
  em: EntityManager,
  services: DecideServices,
  id: number,
  { isSpent, actor, now }: Decision & { isSpent: boolean },
): Promise<Purchase> {
  const purchase = await findPurchase(em, id);
  const detail = `${actor} says that it was ${isSpent ? '' : 'not '}bought`;
  const isStuck =
    purchase.status === 'sent' && now.getTime() - Number(purchase.sentAt) > stuckMinutes * 60_000;
  const isOpen = purchase.status === 'unknown' || isStuck;
  if (!isOpen || !(await settle(em, id, { isSpent, detail, after: null }, now))) {
    const text = `Purchase ${id} is ${purchase.status}; only an unknown one can be settled by hand.`;
    throw new UserError('conflict', text, 'Type "points" for the history.');
  }
  await finish(em, services, id, now);
  return await findPurchase(em, id);
}

async function findPurchase(em: EntityManager, id: number): Promise<Purchase> {
  const purchase = await em.findOne(Purchase, id, { refresh: true });
  if (purchase) return purchase;
  throw new UserError(
    'not_found',
    `There is no purchase ${id}.`,
    'Type "points" for what there is.',
  );
}

function notOpen({ id, status, decidedBy, detail }: Purchase): UserError {
  const by = decidedBy ? ` by ${decidedBy}` : '';
  const was =
    status === 'withdrawn' ? `withdrawn${by}: ${detail ?? ''}` : `approved${by || ' already'}`;
  const text = `Purchase ${id} was ${was}.`;
  return new UserError('already_decided', text, 'Type "points" for the history.');
}

async function refuseWhenBusy(em: EntityManager, kind: Purchase['kind']): Promise<void> {
  const open = await openPurchase(em, kind);
  if (!open) return;
  const text = `Purchase ${open.id} (${describePurchase(open)}) is not settled yet.`;
  throw new UserError('conflict', text, 'It is looked at every few minutes; wait, or settle it.');
}
