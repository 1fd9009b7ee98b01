import type { Block } from '../command/reply.ts';
import type { PendingItem } from './pending.ts';

const mostShown = 10;
const waits = {
  awaiting_vip_renewal: 'waits for VIP',
  awaiting_points: 'waits for points',
} as const;

/** The books that wait for VIP or points, each with the way round for an owner. */
export function showPending(items: readonly PendingItem[]): Block[] {
  if (items.length === 0) return [];
  const more = items.length - mostShown;
  return [
    {
      kind: 'list',
      title: `VIP pending list: ${items.length}`,
      items: items.slice(0, mostShown).map(({ proposal, title, author, reason, notes }) => ({
        text: `${proposal}: ${title}${author ? ` by ${author}` : ''}, ${waits[reason]}`,
        detail: notes,
        buttons: [
          {
            label: 'Take it all the same',
            runs: 'approve',
            input: { proposal, override: true },
            style: 'default' as const,
          },
        ],
      })),
    },
    ...(more > 0 ? [{ kind: 'text' as const, text: `${more} more; "queue held" lists all.` }] : []),
  ];
}
