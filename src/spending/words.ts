import type { Balances, Purchase } from './purchase.entity.ts';

/** What a purchase is of: `7 weeks of VIP`, `60 GB of upload credit`, `a wedge that makes … free`. */
export function describePurchase(purchase: Pick<Purchase, 'kind' | 'amount' | 'reason'>): string {
  const { kind, amount, reason } = purchase;
  if (kind === 'wedge') return `a wedge that ${reason}`;
  if (kind === 'upload') return `${amount} GB of upload credit`;
  return `${amount} ${amount === 1 ? 'week' : 'weeks'} of VIP`;
}

/** What the account held before and after: `points 21,400 → 12,650, VIP until 2026-07-25 → 2026-09-12`. */
export function balanceText(before: Balances, after: Balances): string {
  const parts = [
    ['points', pointsText(before.points), pointsText(after.points)],
    ['VIP until', dayText(before.vipUntil), dayText(after.vipUntil)],
    ['wedges', wedgesText(before.wedges), wedgesText(after.wedges)],
    ['uploaded', uploadText(before), uploadText(after)],
  ] as const;
  const changed = parts.filter(([, was, is]) => was !== is);
  if (changed.length === 0) return 'the account did not change';
  return changed.map(([what, was, is]) => `${what} ${was} → ${is}`).join(', ');
}

export function pointsText(points: number | null): string {
  return points === null ? 'unknown' : Math.floor(points).toLocaleString('en-US');
}

function dayText(time: string | null): string {
  return time?.slice(0, 10) ?? 'unknown';
}

function wedgesText(wedges: number | null): string {
  return wedges === null ? 'unknown' : String(wedges);
}

function uploadText({ uploadedBytes }: Balances): string {
  return `${Math.floor(uploadedBytes / 1e9).toLocaleString('en-US')} GB`;
}
