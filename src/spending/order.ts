import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { storable } from '../storable.ts';
import { type Intent, intend, type PurchaseDraft } from './ledger.ts';
import { Purchase } from './purchase.entity.ts';

/** What is to be bought with points, before it is known who says so. */
export type Order = Required<Pick<PurchaseDraft, 'amount' | 'costPoints' | 'reason'>> &
  ({ kind: 'vip'; vipUntil: Date } | { kind: 'upload' });

const spendingLock = 7_266_011;
/** Longer than the run of a job that carries its own orders out. */
const safetyNetMs = 15 * 60_000;

/** Proposals and orders are written by one transaction at a time, so that two clicks make one purchase. */
export async function lockSpending(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [spendingLock]);
}

/**
 * Writes an intent and the message that carries it out, in the caller's transaction; a proposal of the
 * kind is withdrawn, since it is decided now. `later`: the caller carries it out itself and the message
 * only makes up for its death.
 */
export async function order(
  em: EntityManager,
  platforms: readonly string[],
  wanted: Order,
  { actor, hasCard, later, now }: { actor: string; hasCard: boolean; later: boolean; now: Date },
): Promise<Intent> {
  await lockSpending(em);
  await withdrawProposed(em, platforms, wanted.kind, 'it is bought now', now);
  const { kind, amount, costPoints, reason } = wanted;
  const draft = { kind, amount, costPoints, reason, actor, hasCard, key: await keyOf(em, wanted) };
  const intent = await intend(em, draft, now);
  if (intent.kind === 'intended') {
    await askFor(em, intent.purchase.id, later ? new Date(now.getTime() + safetyNetMs) : null);
    if (hasCard) await refreshCard(em, platforms, `purchase:${intent.purchase.id}`);
  }
  return intent;
}

/** Asks an owner, on a card; one that is asked already shows the new figures. */
export async function propose(
  em: EntityManager,
  platforms: readonly string[],
  wanted: Order,
  now: Date,
): Promise<number | null> {
  await lockSpending(em);
  const { kind, amount, costPoints } = wanted;
  const reason = storable(wanted.reason);
  const asked = await em.findOne(Purchase, { kind, status: 'proposed' }, { refresh: true });
  if (asked) {
    if (asked.amount === amount) return asked.id;
    em.assign(asked, { amount, costPoints, reason });
    await em.flush();
  }
  const [row] = asked
    ? [asked]
    : await em.execute<{ id: number }[]>(
        `insert into purchases (key, kind, status, amount, cost_points, actor, reason, intended_at, proposed_at)
         values (?, ?, 'proposed', ?, ?, '', ?, ?, ?) on conflict do nothing returning id`,
        [await keyOf(em, wanted), kind, amount, costPoints, reason, now, now],
      );
  if (!row) return null;
  await refreshCard(em, platforms, `purchase:${row.id}`);
  return row.id;
}

/** Takes back what an owner was asked and has not answered. */
export async function withdrawProposed(
  em: EntityManager,
  platforms: readonly string[],
  kind: Purchase['kind'],
  detail: string,
  now: Date,
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `update purchases set status = 'withdrawn', detail = ?, settled_at = ?
      where kind = ? and status = 'proposed' returning id`,
    [detail, now, kind],
  );
  for (const { id } of rows) await refreshCard(em, platforms, `purchase:${id}`);
}

/** Asks for a purchase to be carried out, once. */
export async function askFor(
  em: EntityManager,
  purchaseId: number,
  notBefore: Date | null,
): Promise<void> {
  await enqueue(em, {
    key: `purchase:${purchaseId}`,
    kind: 'effect',
    topic: 'purchase',
    lane: `purchase:${purchaseId}`,
    payload: { purchaseId },
    ...(notBefore ? { notBefore } : {}),
  });
}

/**
 * From the same end of VIP only one purchase can succeed, whatever the site shows later. Other orders
 * are numbered by those that are over.
 */
async function keyOf(em: EntityManager, wanted: Order): Promise<string> {
  const isVip = wanted.kind === 'vip';
  const prefix = isVip ? `vip:${wanted.vipUntil.toISOString()}:` : 'upload:';
  const [row] = await em.execute<{ over: number }[]>(
    `select count(*) as over from purchases
      where starts_with(key, ?) and (status = 'withdrawn' or not is_spent or ?)`,
    [prefix, !isVip],
  );
  return `${prefix}${row?.over ?? 0}`;
}
