import type { EntityManager } from '@mikro-orm/postgresql';
import { recordReading } from '../account/record.ts';
import { refreshCard } from '../alerts/raise.ts';
import type { Mam, PurchaseAnswer } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { type SpendingAccount, spendingPlan } from '../vip/plan.ts';
import {
  openPurchase,
  balancesOf,
  markNotSent,
  markSent,
  markUnknown,
  noteAnswer,
  settle,
  withdraw,
} from './ledger.ts';
import { Purchase } from './purchase.entity.ts';
import { finish, reconcile, takenDetail } from './reconcile.ts';

export type SpendingServices = Pick<Services, 'em' | 'now' | 'platforms' | 'policy'> & { mam: Mam };

const endedEarly = 'the bot ended before it had the answer';
const waitMs = 5 * 60_000;
/** What could not be sent in a day is decided anew. */
const intentHours = 24;

/** Carries out what was ordered, as often as it is asked for, and never sends it twice. */
export function purchaseHandler(
  services: Omit<SpendingServices, 'mam'> & Pick<Services, 'mam'>,
): Handler {
  return async (message) => {
    const { mam } = services;
    if (!mam) return later(services.now(), 'the tracker is not configured');
    return await carryOut({ ...services, mam }, Number(message.payload['purchaseId']));
  };
}

/**
 * Brings a purchase as far as it gets now: sends it once, confirms it by the account, or looks whether
 * it counted. May be cut off anywhere and asked again; undefined when it is over.
 */
export async function carryOut(
  services: SpendingServices,
  purchaseId: number,
): Promise<Later | undefined> {
  const em = services.em();
  const purchase = await em.findOne(Purchase, purchaseId, { refresh: true });
  try {
    if (purchase?.status === 'intended') return await send(services, em, purchase);
    if (purchase?.status === 'sent') {
      await markUnknown(em, purchase.id, purchase.detail ?? endedEarly);
      return await reconcile(services, purchase.id);
    }
    if (purchase?.status === 'unknown') return await reconcile(services, purchase.id);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    return later(error.retryAt ?? services.now(), error.message);
  }
}

async function send(
  services: SpendingServices,
  em: EntityManager,
  purchase: Purchase,
): Promise<Later | undefined> {
  const { mam, now, platforms } = services;
  const account = await mam.account();
  await recordReading(em, account, now());
  const before = balancesOf(account, now());
  const verdict = await judgeNow(services, em, purchase, account);
  if ('reason' in verdict) {
    const { reason } = verdict;
    await em.transactional(async (inner) => {
      await withdraw(inner, purchase.id, reason, now());
      if (purchase.proposedAt) await refreshCard(inner, platforms, `purchase:${purchase.id}`);
    });
    return undefined;
  }
  if (!(await markSent(em, purchase.id, before, now(), verdict)))
    return later(now(), 'it is under way');
  const answer = await ask(mam, purchase).catch((error: unknown) => {
    if (error instanceof ExternalError) return error;
    throw error;
  });
  if (answer instanceof ExternalError) return await noAnswer(services, em, purchase, answer);
  if (answer.kind === 'refused') return await refuse(services, em, purchase, answer.reason);
  await noteAnswer(em, purchase.id, takenDetail);
  return await reconcile(services, purchase.id);
}

function ask(mam: Mam, { kind, amount }: Purchase): Promise<PurchaseAnswer> {
  return kind === 'vip' ? mam.buyVip() : mam.buyUpload(amount);
}

/** What the account as it is now says to an order: the figures to send it with, or why it is not sent. */
async function judgeNow(
  services: SpendingServices,
  em: EntityManager,
  purchase: Purchase,
  account: SpendingAccount,
): Promise<{ amount: number; costPoints: number } | { reason: string }> {
  const now = services.now();
  if (now.getTime() - purchase.intendedAt.getTime() > intentHours * 3_600_000) {
    return { reason: 'it could not be sent within a day' };
  }
  const plan = spendingPlan(account, await services.policy(em), now);
  const step = purchase.kind === 'vip' ? plan.renewal : plan.upload;
  if (step.kind === 'hold') {
    const { rule, got, want } = step.reasons[0] ?? { rule: '', got: '', want: '' };
    return { reason: `${rule} is ${got}, needed is ${want}` };
  }
  const { amount, costPoints } = step;
  if (purchase.kind === 'vip') return { amount, costPoints };
  if (plan.vip.kind !== 'safe' || (await openPurchase(em, 'vip')))
    return { reason: 'VIP comes first' };
  if (amount < purchase.amount) {
    return { reason: `points reach for ${amount} GB only, asked for were ${purchase.amount}` };
  }
  return { amount: purchase.amount, costPoints: purchase.costPoints ?? costPoints };
}

async function noAnswer(
  services: SpendingServices,
  em: EntityManager,
  purchase: Purchase,
  error: ExternalError,
): Promise<Later | undefined> {
  if (error.kind === 'refused') return await refuse(services, em, purchase, error.message);
  if (error.kind === 'throttled') {
    await markNotSent(em, purchase.id);
    return later(error.retryAt ?? services.now(), error.message);
  }
  await markUnknown(em, purchase.id, error.message);
  return await reconcile(services, purchase.id);
}

async function refuse(
  services: SpendingServices,
  em: EntityManager,
  purchase: Purchase,
  reason: string,
): Promise<undefined> {
  const now = services.now();
  await em.transactional(async (inner) => {
    const end = { isSpent: false, detail: `the site refused it: ${reason}`, after: null };
    if (await settle(inner, purchase.id, end, now)) await finish(inner, services, purchase.id, now);
  });
  return undefined;
}

function later(from: Date, reason: string): Later {
  return { retryAt: new Date(from.getTime() + waitMs), reason };
}
