import type { EntityManager } from '@mikro-orm/postgresql';
import { settleButtons } from '../alerts/words/spending.ts';
import { type Block, fields, type Reply, type Tone } from '../command/reply.ts';
import { Purchase } from './purchase.entity.ts';
import { balanceText, describePurchase, pointsText } from './words.ts';

/** The card of a purchase in its present state; null when there is none. */
export async function renderPurchase(em: EntityManager, id: number): Promise<Reply | null> {
  const purchase = await em.findOne(Purchase, id, { refresh: true });
  return purchase && purchaseCard(purchase);
}

export function purchaseCard(purchase: Purchase): Reply {
  const { before, after, costPoints, reason, status } = purchase;
  return {
    title: `Purchase ${purchase.id}: ${describePurchase(purchase)}`,
    tone: toneOf(purchase),
    blocks: [
      { kind: 'text', text: statusLine(purchase) },
      fields({
        Cost: costPoints === null ? null : `${pointsText(costPoints ?? null)} points`,
        Because: reason,
        Account: before && after ? balanceText(before, after) : null,
      }),
      ...(status === 'proposed' ? [buttonsOf(purchase)] : []),
      ...(status === 'unknown'
        ? [{ kind: 'buttons' as const, buttons: settleButtons(purchase.id) }]
        : []),
    ],
  };
}

/** How a purchase stands, as one sentence. */
export function statusLine(purchase: Purchase): string {
  const { status, actor, decidedBy, detail, isSpent } = purchase;
  const because = detail ? `: ${detail}` : '';
  if (status === 'proposed') return 'Shall I buy it? Only an owner can say so.';
  if (status === 'withdrawn') {
    return decidedBy ? `Rejected by ${decidedBy}` : `Withdrawn${because}`;
  }
  const ends = {
    intended: 'about to be bought',
    sent: 'sent, the answer is awaited',
    unknown: `it is not known whether it counted${because}`,
    confirmed: 'bought',
    refused: `not bought${because}`,
    reconciled: `${isSpent ? 'bought' : 'not bought'}${because}`,
  };
  return `Approved by ${actor} · ${ends[status]}`;
}

function buttonsOf({ id }: Purchase): Block {
  return {
    kind: 'buttons',
    buttons: [
      {
        label: 'Approve',
        runs: 'points',
        input: { action: 'buy', purchase: id },
        style: 'primary',
      },
      {
        label: 'Reject',
        runs: 'points',
        input: { action: 'decline', purchase: id },
        style: 'danger',
      },
    ],
  };
}

function toneOf({ status, isSpent }: Purchase): Tone {
  if (status === 'unknown') return 'warning';
  if (isSpent) return 'ok';
  return status === 'refused' ? 'danger' : 'info';
}
