import type { CostFacts } from './facts.ts';

/** Cheapest first. */
export const costClasses = ['free', 'vip', 'personal-freeleech', 'paid'] as const;
export type CostClass = (typeof costClasses)[number];

const words: Readonly<Record<string, string>> = {
  vip: 'VIP-free',
  'personal-freeleech': 'free for you',
} satisfies Partial<Record<CostClass, string>>;

/** What a stored cost class is called. */
export function costText<Cost extends string | null>(cost: Cost): string | Cost {
  return cost === null ? cost : (words[cost] ?? cost);
}

/** What the tracker says about our account; null for the whole when the last reading failed. */
export type VipAccount = { isVipClass: boolean; vipUntil: Date | null };

const hourMs = 3_600_000;
const shortestMarginHours = 24;
/** What even a poor swarm gives: 250 kB in a second. */
const slowBytesPerHour = 250_000 * 3600;

/** What the download will cost: VIP-frees counts only while account and torrent stay VIP until it is done. */
export function costClass(
  cost: CostFacts,
  account: VipAccount | null,
  now: Date,
  expectedDownloadHours: number,
): CostClass {
  if (cost.isFree) return 'free';
  const doneMs = now.getTime() + Math.max(shortestMarginHours, expectedDownloadHours) * hourMs;
  if (isVipUntil(account, doneMs) && isVipTorrentUntil(cost, doneMs)) return 'vip';
  return cost.isPersonalFreeleech ? 'personal-freeleech' : 'paid';
}

/** How long a download may take when it is slow; 0 for an unknown size, where the shortest margin decides. */
export function expectedDownloadHours(sizeBytes: number | null): number {
  return (sizeBytes ?? 0) / slowBytesPerHour;
}

function isVipUntil(account: VipAccount | null, timeMs: number): boolean {
  return account?.isVipClass === true && (account.vipUntil?.getTime() ?? 0) > timeMs;
}

function isVipTorrentUntil({ isVip, vipExpiresAt }: CostFacts, timeMs: number): boolean {
  if (!isVip || vipExpiresAt === null) return false;
  return vipExpiresAt === 'never' || vipExpiresAt.getTime() >= timeMs;
}
