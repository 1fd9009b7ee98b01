import { bitrateClass } from '../releases/bitrate.ts';
import type { JudgedRelease } from '../releases/pick.ts';

/**
 * Until when to wait for a better or free release: so many hours after the first acceptable one
 * appeared. Null when the time is over, or when nothing could be better.
 */
export function delayUntil(
  ranked: readonly JudgedRelease[],
  delayHours: number,
  firstSeen: (trackerId: string) => Date | null,
  now: Date,
): Date | null {
  const [chosen] = ranked;
  if (!chosen || delayHours <= 0 || isBest(chosen)) return null;
  const times = ranked.map(({ release }) => release.addedAt ?? firstSeen(release.trackerId) ?? now);
  const first = Math.min(...times.map((time) => time.getTime()));
  const until = new Date(first + delayHours * 3_600_000);
  return until > now ? until : null;
}

function isBest({ release, costClass, needsApproval }: JudgedRelease): boolean {
  return costClass !== 'paid' && needsApproval.length === 0 && bitrateClass(release) === 'ideal';
}
