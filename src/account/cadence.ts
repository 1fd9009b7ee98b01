const slowMs = 15 * 60_000;
const slowForMs = 24 * 3_600_000;
/** Jobs start some seconds after their slot, some later than others. */
const slackMs = 60_000;

/**
 * Whether the account is to be read now: in every run, but for a day after the tracker complained of
 * too many requests only every 15 minutes.
 */
export function isReadingDue(
  last: { triedAt: Date | null; throttledAt: Date | null },
  now: Date,
): boolean {
  const isSlow =
    last.throttledAt !== null && now.getTime() - last.throttledAt.getTime() < slowForMs;
  if (!isSlow || last.triedAt === null) return true;
  return Math.abs(now.getTime() - last.triedAt.getTime()) >= slowMs - slackMs;
}
