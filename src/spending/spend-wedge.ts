import type { EntityManager } from '@mikro-orm/postgresql';
import { recordReading } from '../account/record.ts';
import { ExternalError } from '../errors.ts';
import { balancesOf, intend, markSent, type PurchaseDraft, settle, withdraw } from './ledger.ts';
import { Purchase } from './purchase.entity.ts';
import { loseSight, settleUnknownWedge, type WedgeServices } from './settle-wedges.ts';

export type WedgeAsk = {
  trackerId: number;
  releaseId: number;
  downloadId: number;
  title: string;
  /** Who said that a wedge may be spent. */
  actor: string;
};

/** `sent`: the torrent file came, to be kept before `confirmWedge`. `spent`: that was settled before. */
export type WedgeOutcome =
  | { kind: 'sent'; bytes: Buffer; purchaseId: number }
  | { kind: 'spent' }
  | { kind: 'waits'; reason: string; until: Date }
  | { kind: 'impossible'; reason: string };

const lookAgainMs = 60_000;
/** A site that twice gave a torrent without taking the wedge will not do it the third time. */
const mostInVain = 2;

/**
 * Spends one wedge on a release, at most: the intent is committed before the one request goes out,
 * and what was sent but never answered is looked for on the site, not sent again. May be cut off
 * anywhere and asked again; two callers must not run at once for one download.
 */
export async function spendWedge(services: WedgeServices, ask: WedgeAsk): Promise<WedgeOutcome> {
  const em = services.em();
  const earlier = await wedgesFor(em, ask);
  const last = earlier[0];
  if (last?.status === 'sent') {
    await loseSight(services, last, 'the bot ended before it had the answer');
  }
  if (last?.status === 'sent' || last?.status === 'unknown') {
    const verdict = await settleUnknownWedge(services, last.id);
    if (verdict === 'unknown')
      return waits(services, 'it is not known yet whether the wedge counted');
    if (verdict === 'spent') return { kind: 'spent' };
  } else if (last?.isSpent) {
    return { kind: 'spent' };
  }
  const inVain = (await wedgesFor(em, ask)).filter((one) => one.status === 'reconciled');
  if (inVain.length >= mostInVain) {
    return { kind: 'impossible', reason: 'the tracker did not take a wedge for it' };
  }
  return await sendWedge(services, em, ask, earlier.length);
}

/** Re-reads the account after the answer; false when the count of wedges does not show it yet. */
export async function confirmWedge(services: WedgeServices, purchaseId: number): Promise<boolean> {
  const em = services.em();
  const purchase = await em.findOneOrFail(Purchase, purchaseId);
  const after = await readBalances(services, em);
  const [had, has] = [purchase.before?.wedges ?? null, after.wedges];
  if (had === null || has === null || has >= had) {
    const detail = `the account still shows ${has ?? 'an unknown number of'} wedges`;
    await loseSight(services, purchase, detail);
    return false;
  }
  const end = { isSpent: true, detail: `${has} wedges left`, after };
  return await settle(em, purchaseId, end, services.now());
}

/**
 * The site shows the release as free: what is open of its wedge ends. `isBought` says that it is the
 * bought freeleech that shows, not one of the site.
 */
export async function closeWedge(
  em: EntityManager,
  ask: Pick<WedgeAsk, 'downloadId' | 'releaseId'>,
  isBought: boolean,
  now: Date,
): Promise<void> {
  const [last] = await wedgesFor(em, ask);
  if (!last || last.isSpent !== null) return;
  await withdraw(em, last.id, 'it became free without a wedge', now);
  const end = { isSpent: true, detail: 'the torrent is free now', after: null };
  if (isBought) await settle(em, last.id, end, now);
}

/** Every wedge meant for this release and download, the newest first. */
export async function wedgesFor(
  em: EntityManager,
  { downloadId, releaseId }: Pick<WedgeAsk, 'downloadId' | 'releaseId'>,
): Promise<Purchase[]> {
  const where = { kind: 'wedge', downloadId, releaseId } as const;
  return await em.find(Purchase, where, { orderBy: { id: 'desc' }, refresh: true });
}

async function sendWedge(
  services: WedgeServices,
  em: EntityManager,
  ask: WedgeAsk,
  count: number,
): Promise<WedgeOutcome> {
  const { mam, now } = services;
  const open = (await wedgesFor(em, ask)).find(({ status }) => status === 'intended');
  const intent = open
    ? { kind: 'known', purchase: open }
    : await intend(em, draftOf(ask, count), now());
  if (intent.kind === 'busy') return waits(services, 'another wedge is not accounted for yet');
  const { id } = intent.purchase;
  const before = await readBalances(services, em);
  if (before.wedges === null) return waits(services, 'the number of wedges is unknown');
  if (before.wedges < 1) {
    await withdraw(em, id, 'no wedge left', now());
    return { kind: 'impossible', reason: 'there is no wedge left' };
  }
  if (!(await markSent(em, id, before, now()))) return waits(services, 'a wedge is under way');
  try {
    return { kind: 'sent', bytes: await mam.torrentFileByWedge(ask.trackerId), purchaseId: id };
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    if (error.kind === 'throttled') {
      // Told to come back later: the request was turned away at the door.
      await settle(em, id, { isSpent: false, detail: error.message, after: null }, now());
      throw error;
    }
    await loseSight(services, intent.purchase, error.message);
    return waits(services, `it is not known whether the wedge counted (${error.message})`);
  }
}

function draftOf({ downloadId, releaseId, actor, title }: WedgeAsk, count: number): PurchaseDraft {
  return {
    key: `wedge:${downloadId}:${releaseId}:${count}`,
    kind: 'wedge',
    amount: 1,
    actor,
    reason: `makes "${title}" free`,
    releaseId,
    downloadId,
  };
}

async function readBalances({ mam, now }: WedgeServices, em: EntityManager) {
  const account = await mam.account();
  await recordReading(em, account, now());
  return balancesOf(account, now());
}

function waits({ now }: WedgeServices, reason: string): WedgeOutcome {
  return { kind: 'waits', reason, until: new Date(now().getTime() + lookAgainMs) };
}
