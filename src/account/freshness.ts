/** Whether a reading may be decided by; one from the future, before the clock was set back, may not. */
export function isFresh(seenAt: Date, now: Date, staleMinutes: number): boolean {
  return Math.abs(now.getTime() - seenAt.getTime()) < staleMinutes * 60_000;
}
