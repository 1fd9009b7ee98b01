import type { Block, Reply } from '../command/reply.ts';
import type { WishRow } from './list.ts';
import type { Standing } from './usage.ts';
import { localDay } from './week.ts';

export type WishlistView = {
  rows: WishRow[];
  total: number;
  offset: number;
  isEverybody: boolean;
  quota: string | null;
};

const mostInMenu = 25;
const priorityNames = ['', 'high', 'normal', 'low'];

export function showWishlist({ rows, total, offset, isEverybody, quota }: WishlistView): Reply {
  const whose = isEverybody ? 'all wishlists' : 'your wishlist';
  const rest = offset + rows.length;
  return {
    title: `${total} ${total === 1 ? 'book' : 'books'} on ${whose}`,
    tone: 'info',
    blocks: [
      ...(quota ? [textOf(quota)] : []),
      ...(total === 0 ? [textOf('Type "request" with a title and its author to add one.')] : []),
      ...(rows.length > 0 ? [tableOf(rows, isEverybody), removalMenu(rows)] : []),
      ...(rest < total
        ? [textOf(`${rows.length} of ${total} shown; "wishlist offset:${rest}" goes on.`)]
        : []),
    ],
  };
}

/** `This week: 3 of 10 books, 12.4 of 50 GB; begins anew on Mon 2026-12-07.` */
export function quotaText({ quota, used, week }: Standing, timeZone: string): string {
  const parts = [
    quota.books === null ? null : `${used.books} of ${quota.books} books`,
    quota.gb === null ? null : `${(used.bytes / 1e9).toFixed(1)} of ${quota.gb} GB`,
    quota.wedges === null ? null : `${used.wedges} of ${quota.wedges} wedges`,
  ].filter((part) => part !== null);
  return `This week: ${parts.join(', ')}; begins anew on Mon ${localDay(week.endsAt, timeZone)}.`;
}

function tableOf(rows: readonly WishRow[], isEverybody: boolean): Block {
  return {
    kind: 'table',
    columns: ['Wish', ...(isEverybody ? ['Who'] : []), 'Title', 'Author', 'Priority', 'State'],
    rows: rows.map(({ id, who, title, author, priority, state, reason }) => [
      String(id),
      ...(isEverybody ? [who] : []),
      title,
      author,
      priorityNames[priority] ?? '',
      reason ? `${state}: ${reason}` : state,
    ]),
  };
}

function removalMenu(rows: readonly WishRow[]): Block {
  const options = rows
    .slice(0, mostInMenu)
    .map(({ id, title }) => ({ label: title, value: String(id) }));
  const call = { runs: 'wishlist', input: { action: 'remove' }, field: 'wish' };
  return { kind: 'select', select: { label: 'Take a book off the list', ...call, options } };
}

function textOf(text: string): Block {
  return { kind: 'text', text };
}
