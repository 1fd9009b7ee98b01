import type { EntityManager } from '@mikro-orm/postgresql';
import { recordReading } from '../account/record.ts';
import { raise, refreshCard } from '../alerts/raise.ts';
import { purchaseUnknown, vipRenewalFailed, vipRenewed } from '../alerts/words/spending.ts';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import type { Later } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { historySince } from './history-since.ts';
import { balancesOf, markUnknown, settle } from './ledger.ts';
import {
  lagMinutes,
  type PointsEvidence,
  type PointsVerdict,
  uploadVerdict,
  vipVerdict,
} from './points-verdict.ts';
import { vipState } from '../vip/plan.ts';
import { Purchase } from './purchase.entity.ts';
import { balanceText, describePurchase } from './words.ts';

type ReconcileServices = Pick<Services, 'em' | 'now' | 'platforms' | 'policy'> & { mam: Mam };

/** What stands beside a purchase that the site agreed to; the account has the last word. */
export const takenDetail = 'the site took it, the account does not show it yet';

const lookAgainMs = 5 * 60_000;
const giftType = 'giftPoints';
/**
 * Looks at account and bonus history, and settles a purchase that was sent as soon as they prove
 * something; else it is unknown, and this tells when to look again. Never sends anything that spends.
 */
export async function reconcile(
  services: ReconcileServices,
  purchaseId: number,
): Promise<Later | undefined> {
  const { mam, now, platforms } = services;
  const em = services.em();
  const purchase = await em.findOneOrFail(Purchase, purchaseId, { refresh: true });
  const { before, sentAt } = purchase;
  if (!['sent', 'unknown'].includes(purchase.status) || !before || !sentAt) return undefined;
  const account = await mam.account().catch(async (error: unknown) => {
    // Nobody can look now, and it may stay so for long.
    if (error instanceof ExternalError) await loseSight(em, platforms, purchase);
    throw error;
  });
  await recordReading(em, account, now());
  const after = balancesOf(account, now());
  const evidence = {
    before,
    now: after,
    sentAt,
    giftedPoints: null,
    minutesSinceSent: (now().getTime() - sentAt.getTime()) / 60_000,
  };
  const verdict = await verdictOn(mam, purchase, evidence);
  return await em.transactional(async (inner) => {
    if (verdict.kind === 'unknown') {
      await markUnknown(inner, purchaseId, purchase.detail ?? 'no answer');
      const isPatient = purchase.detail === takenDetail && evidence.minutesSinceSent < lagMinutes;
      if (!isPatient) await loseSight(inner, platforms, purchase);
      return { retryAt: new Date(now().getTime() + lookAgainMs), reason: 'its outcome is unknown' };
    }
    const isSpent = verdict.kind === 'spent';
    const shown = isSpent ? { amount: verdict.amount, costPoints: costOf(evidence) } : {};
    const detail = balanceText(before, after);
    const isOurs = await settle(inner, purchaseId, { isSpent, detail, after, ...shown }, now());
    if (isOurs) await finish(inner, services, purchaseId, now());
    return undefined;
  });
}

/** What follows when a purchase is over, however it ended; runs in the transaction that ends it. */
export async function finish(
  em: EntityManager,
  { platforms, policy }: Pick<Services, 'platforms' | 'policy'>,
  purchaseId: number,
  now: Date,
): Promise<void> {
  const purchase = await em.findOneOrFail(Purchase, purchaseId, { refresh: true });
  if (purchase.proposedAt) await refreshCard(em, platforms, `purchase:${purchaseId}`);
  if (purchase.kind !== 'vip') return;
  const until = purchase.before?.vipUntil ?? null;
  if (!purchase.isSpent) {
    const { vipRenewDays } = await policy(em);
    const isAtRisk =
      vipState(until === null ? null : new Date(until), vipRenewDays, now).kind !== 'safe';
    // An extension can be refused every day for weeks: told once for each end of VIP.
    const key = `vip-renewal-failed:${isAtRisk ? purchaseId : until}`;
    const words = vipRenewalFailed(purchase.detail ?? 'no reason stored', isAtRisk);
    await raise(em, platforms, { key, ...words });
    return;
  }
  const { before, after } = purchase;
  const renewal = {
    weeks: purchase.amount,
    until: after?.vipUntil?.slice(0, 10) ?? 'not known',
    account: before && after ? balanceText(before, after) : 'not known',
    why: purchase.reason,
  };
  await raise(em, platforms, { key: `vip-renewed:${purchaseId}`, ...vipRenewed(renewal) });
  // What waited for VIP is judged anew, and so is what to do with the rest of the points.
  const request = { cause: 'event', actor: null, input: {}, now } as const;
  await requestRun(em, { job: 'vip', ...request });
}

/** The history is asked only where the account alone does not prove it. */
async function verdictOn(
  mam: Mam,
  purchase: Purchase,
  evidence: PointsEvidence,
): Promise<PointsVerdict> {
  const judge = (known: PointsEvidence) =>
    purchase.kind === 'vip'
      ? vipVerdict(known)
      : uploadVerdict(known, { ...purchase, costPoints: purchase.costPoints ?? 0 });
  const first = judge(evidence);
  if (first.kind === 'spent' || evidence.minutesSinceSent < lagMinutes) return first;
  const second = judge({ ...evidence, giftedPoints: await giftsSince(mam, evidence.sentAt) });
  // The site said yes: that nothing shows for it is for a person to look into.
  const isDenied = second.kind === 'not-spent' && purchase.detail === takenDetail;
  return isDenied ? { kind: 'unknown' } : second;
}

/** What the balance says it cost; a little less, since seeding earns meanwhile. */
function costOf({ before, now, giftedPoints }: PointsEvidence): number {
  return Math.max(0, (before.points ?? 0) + (giftedPoints ?? 0) - (now.points ?? 0));
}

async function giftsSince(mam: Mam, sentAt: Date): Promise<number | null> {
  const entries = await historySince(mam, sentAt);
  if (!entries) return null;
  const gifts = entries.filter(({ type }) => type === giftType);
  return gifts.reduce((sum, { amount }) => sum + amount, 0);
}

/** What was sent may have counted or not: said once. */
async function loseSight(
  em: EntityManager,
  platforms: readonly string[],
  purchase: Purchase,
): Promise<void> {
  const { id, detail, proposedAt } = purchase;
  const words = purchaseUnknown(id, describePurchase(purchase), detail ?? 'no answer');
  await em.transactional(async (inner) => {
    await markUnknown(inner, id, detail ?? 'no answer');
    if (proposedAt) await refreshCard(inner, platforms, `purchase:${id}`);
    await raise(inner, platforms, { key: `purchase-unknown:${id}`, ...words });
  });
}
