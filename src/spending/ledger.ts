import type { EntityManager } from '@mikro-orm/postgresql';
import type { TrackerAccount } from '../clients/mam/index.ts';
import { storable } from '../storable.ts';
import { type Balances, Purchase } from './purchase.entity.ts';

export type PurchaseDraft = Pick<Purchase, 'key' | 'kind' | 'amount' | 'actor' | 'reason'> & {
  costPoints?: number;
  /** It has a card that shows what becomes of it. */
  hasCard?: boolean;
  releaseId?: number;
  downloadId?: number;
};

/** `known`: this very purchase was begun before. `busy`: another one of the kind is not settled yet. */
export type Intent = { kind: 'intended' | 'known' | 'busy'; purchase: Purchase };

/**
 * Writes down that something will be bought, before anything is sent: once for a key, and never
 * beside another open purchase of the kind, whoever asks in whichever process.
 */
export async function intend(em: EntityManager, draft: PurchaseDraft, now: Date): Promise<Intent> {
  const [row] = await em.execute<{ id: number }[]>(
    `insert into purchases (key, kind, status, amount, cost_points, actor, reason, release_id, download_id,
                            intended_at, proposed_at)
     values (?, ?, 'intended', ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id`,
    [
      draft.key,
      draft.kind,
      draft.amount,
      draft.costPoints ?? null,
      storable(draft.actor),
      storable(draft.reason),
      draft.releaseId ?? null,
      draft.downloadId ?? null,
      now,
      draft.hasCard ? now : null,
    ],
  );
  if (row) return { kind: 'intended', purchase: await load(em, row.id) };
  const known = await em.findOne(Purchase, { key: draft.key }, { refresh: true });
  if (known) return { kind: 'known', purchase: known };
  const open = await openPurchase(em, draft.kind);
  // The other one was settled in this very moment: its place is free.
  return open ? { kind: 'busy', purchase: open } : await intend(em, draft, now);
}

/** The one purchase of a kind that is not settled; null when there is none. */
export async function openPurchase(
  em: EntityManager,
  kind: Purchase['kind'],
): Promise<Purchase | null> {
  const open = { kind, status: { $in: ['intended', 'sent', 'unknown'] as const } };
  return await em.findOne(Purchase, open, { refresh: true });
}

/**
 * To be committed before the request goes out, with what the account holds, read after `intend`; false
 * when somebody else was first.
 */
export async function markSent(
  em: EntityManager,
  id: number,
  before: Balances,
  now: Date,
  planned: Partial<Pick<Purchase, 'amount' | 'costPoints' | 'reason'>> = {},
): Promise<boolean> {
  return await change(em, id, ['intended'], { ...planned, status: 'sent', before, sentAt: now });
}

/** The tracker turned the request away at the door: it is as if it had not been sent. */
export async function markNotSent(em: EntityManager, id: number): Promise<boolean> {
  return await change(em, id, ['sent'], { status: 'intended', before: null, sentAt: null });
}

/** The site answered, and the account has not confirmed it yet. */
export async function noteAnswer(em: EntityManager, id: number, detail: string): Promise<void> {
  await change(em, id, ['sent'], { detail });
}

/** The request went out, and nobody knows whether it counted; false when that is settled by now. */
export async function markUnknown(em: EntityManager, id: number, detail: string): Promise<boolean> {
  return await change(em, id, ['sent'], { status: 'unknown', detail: storable(detail) });
}

type End = { isSpent: boolean; detail: string; after: Balances | null } & Partial<
  Pick<Purchase, 'amount' | 'costPoints'>
>;

/** Ends a purchase by what the site answered (from `sent`) or the account shows (from `unknown`). */
export async function settle(
  em: EntityManager,
  id: number,
  ended: End,
  now: Date,
): Promise<boolean> {
  const end = { ...ended, detail: storable(ended.detail), settledAt: now };
  const status = ended.isSpent ? 'confirmed' : 'refused';
  const isSettled = await change(em, id, ['sent'], { ...end, status });
  return isSettled || (await change(em, id, ['unknown'], { ...end, status: 'reconciled' }));
}

/** Takes an intent back of which nothing was sent. */
export async function withdraw(
  em: EntityManager,
  id: number,
  detail: string,
  now: Date,
): Promise<void> {
  const end = { status: 'refused', isSpent: false, detail: storable(detail) } as const;
  await change(em, id, ['intended'], { ...end, settledAt: now });
}

/** What an account holds, for a purchase to remember. */
export function balancesOf(account: TrackerAccount, now: Date): Balances {
  return {
    points: account.points,
    wedges: account.wedges,
    vipUntil: account.vipUntil?.toISOString() ?? null,
    uploadedBytes: account.uploadedBytes,
    downloadedBytes: account.downloadedBytes,
    readAt: now.toISOString(),
  };
}

async function change(
  em: EntityManager,
  id: number,
  from: readonly Purchase['status'][],
  set: Partial<Purchase>,
): Promise<boolean> {
  const changed = await em.nativeUpdate(Purchase, { id, status: { $in: [...from] } }, set);
  return changed === 1;
}

async function load(em: EntityManager, id: number): Promise<Purchase> {
  return await em.findOneOrFail(Purchase, id, { refresh: true });
}
