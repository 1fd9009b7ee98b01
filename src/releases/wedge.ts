import type { CostClass } from './cost.ts';
import type { CostFacts, Release } from './facts.ts';

export type WedgePolicy = { wedgePolicy: 'never' | 'ask' | 'auto'; wedgeMinGb: number };

type WedgeFacts = Pick<Release, 'source' | 'sizeBytes' | 'isSnatched'> & {
  cost: Pick<CostFacts, 'isVip'>;
};

const gbBytes = 1e9;

/**
 * Whether a freeleech wedge would be well spent on a release: it costs, is large, is no VIP torrent
 * (the site takes the wedge all the same), comes from the tracker itself, was never downloaded before (the site would not make it
 * free), and there is a wedge to spend.
 */
export function isWorthAWedge(
  { release, costClass }: { release: WedgeFacts; costClass: CostClass },
  { wedgePolicy, wedgeMinGb }: WedgePolicy,
  wedges: number | null,
): boolean {
  const { source, sizeBytes, isSnatched, cost } = release;
  if (source !== 'mam') return false;
  if (wedgePolicy === 'never' || costClass !== 'paid' || cost.isVip || isSnatched) return false;
  return (wedges ?? 0) > 0 && sizeBytes !== null && sizeBytes >= wedgeMinGb * gbBytes;
}
