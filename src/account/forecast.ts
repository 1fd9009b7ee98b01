/** Points as they stood from one moment to another. */
export type PointsReading = { from: Date; to: Date; points: number };

/** The tracker keeps no more; what is earned above is lost. */
export const pointsCap = 99_999;

const hourMs = 3_600_000;
/** Over a longer time without a reading, spending and earning cannot be told apart. */
const longestGapMs = 2 * hourMs;
const leastObservedMs = 6 * hourMs;

/**
 * What seeding earns in an hour, from consecutive readings. Times in which points were spent are left
 * out, and so are those at the cap and those without readings; null with less than six hours left.
 */
export function pointsPerHour(readings: readonly PointsReading[]): number | null {
  let earned = 0;
  let observedMs = 0;
  for (const [index, later] of readings.entries()) {
    const earlier = readings[index - 1];
    if (!earlier || later.points < earlier.points || later.points >= pointsCap) continue;
    if (later.from.getTime() - earlier.to.getTime() > longestGapMs) continue;
    earned += later.points - earlier.points;
    observedMs += later.from.getTime() - earlier.from.getTime();
  }
  return observedMs < leastObservedMs ? null : (earned / observedMs) * hourMs;
}

export type Forecast = {
  /** When points reach the cap; null when that is not known or will not be. */
  capAt: Date | null;
  /** From when on VIP is at risk and is to be renewed. */
  renewalAt: Date | null;
  /** Points there will be then, if none are spent. */
  pointsAtRenewal: number | null;
};

/** What comes if points go on as they do; null stays null. */
export function forecast(
  account: { points: number | null; pointsPerHour: number | null; vipUntil: Date | null },
  { renewWithinDays, now }: { renewWithinDays: number; now: Date },
): Forecast {
  const { points, pointsPerHour: rate, vipUntil } = account;
  const renewalAt = vipUntil && new Date(vipUntil.getTime() - renewWithinDays * 24 * hourMs);
  const hoursToRenewal = renewalAt && Math.max(0, (renewalAt.getTime() - now.getTime()) / hourMs);
  return {
    capAt: capTime(points, rate, now),
    renewalAt,
    pointsAtRenewal:
      points === null || rate === null || hoursToRenewal === null
        ? null
        : Math.floor(Math.min(pointsCap, points + rate * hoursToRenewal)),
  };
}

function capTime(points: number | null, rate: number | null, now: Date): Date | null {
  if (points === null) return null;
  if (points >= pointsCap) return now;
  if (rate === null || rate <= 0) return null;
  return new Date(now.getTime() + ((pointsCap - points) / rate) * hourMs);
}
