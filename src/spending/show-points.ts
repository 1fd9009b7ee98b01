import { type Block, fields } from '../command/reply.ts';
import { purchaseCard, statusLine } from './card.ts';
import type { PointsFlow } from './history.ts';
import type { Purchase } from './purchase.entity.ts';
import { balanceText, describePurchase, pointsText } from './words.ts';

/** Purchases that are over, as a table; nothing when there are none. */
export function historyTable(rows: readonly Purchase[]): Block[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: ['#', 'When', 'What', 'End', 'Account'],
      rows: rows.map((one) => [
        String(one.id),
        (one.sentAt ?? one.intendedAt).toISOString().slice(0, 16).replace('T', ' '),
        describePurchase(one),
        statusLine(one),
        one.before && one.after ? balanceText(one.before, one.after) : '',
      ]),
    },
  ];
}

/** What waits for an owner's word or for proof, each with its buttons. */
export function openBlocks(open: readonly Purchase[]): Block[] {
  return open.flatMap((one) => {
    const { title, blocks } = purchaseCard(one);
    return [{ kind: 'text' as const, text: title }, ...blocks];
  });
}

export function flowFields(flow: PointsFlow | null): Block[] {
  if (!flow) return [];
  return [
    fields({
      [`Earned in ${flow.days} days`]: pointsText(flow.earned),
      'Spent by the bot': pointsText(flow.spentHere),
      'Spent elsewhere': pointsText(flow.spentElsewhere),
    }),
  ];
}
