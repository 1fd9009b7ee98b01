import type { CostFacts } from './facts.ts';

/** Cheapest first. */
export const costClasses = ['free', 'vip', 'personal-freeleech', 'paid'] as const;
export type CostClass = (typeof costClasses)[number];

/** What the tracker says about our account; null for the whole when the last reading failed. */
export type VipAccount = { isVipClass: boolean; vipUntil: Date | null };

const hourMs = 3_600_000;
const shortestMarginHours = 24;

/** What the download will cost: free for VIPs counts only while account and torrent stay VIP until it is done. */
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

/** The ratio when all paid downloads on their way and this one are counted; infinite when nothing was downloaded. */
export function ratioAfter(figures: {
  uploadedBytes: number;
  downloadedBytes: number;
  pendingPaidBytes: number;
  sizeBytes: number;
}): number {
  const downloaded = figures.downloadedBytes + figures.pendingPaidBytes + figures.sizeBytes;
  return downloaded > 0 ? figures.uploadedBytes / downloaded : Infinity;
}

function isVipUntil(account: VipAccount | null, timeMs: number): boolean {
  return account?.isVipClass === true && (account.vipUntil?.getTime() ?? 0) > timeMs;
}

function isVipTorrentUntil({ isVip, vipExpiresAt }: CostFacts, timeMs: number): boolean {
  if (!isVip || vipExpiresAt === null) return false;
  return vipExpiresAt === 'never' || vipExpiresAt.getTime() >= timeMs;
}
