import { counted } from '../command/counted.ts';
import { costText } from './cost.ts';
import type { Release } from './facts.ts';

/** One line that tells releases of the same book apart. */
export function summaryOf({
  release,
  costClass,
}: {
  release: Pick<Release, 'bitrateKbps' | 'narrators' | 'seeders'> & { format: string | null };
  costClass: string | null;
}): string {
  const parts = [
    release.format?.toUpperCase() ?? null,
    release.bitrateKbps === null ? 'bitrate unknown' : `${release.bitrateKbps} kbps`,
    release.narrators.join(', ') || 'narrator unknown',
    release.seeders === null ? null : counted(release.seeders, 'seeder'),
    costText(costClass),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
