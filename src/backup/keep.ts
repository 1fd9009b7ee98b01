/** How many backups stay: the newest of each of so many days, weeks and months. */
export type Keep = { daily: number; weekly: number; monthly: number };

const dayMs = 86_400_000;
const form = /^(\d{1,3})d (\d{1,3})w (\d{1,3})m$/;

/** Reads `7d 4w 6m`; throws a sentence for anything else. */
export function readKeep(text: string): Keep {
  const [, daily, weekly, monthly] = form.exec(text) ?? [];
  const keep = { daily: Number(daily), weekly: Number(weekly), monthly: Number(monthly) };
  if (Object.values(keep).some((count) => Number.isNaN(count))) {
    throw new Error('must be numbers of days, weeks and months such as 7d 4w 6m');
  }
  if (keep.daily === 0) throw new Error('must keep the backup of one day at least');
  return keep;
}

/** Which backups stay. Days without one do not count, so old ones outlive a long pause. */
export function whichToKeep(times: readonly Date[], { daily, weekly, monthly }: Keep): Date[] {
  const newestFirst = times.toSorted((a, b) => b.getTime() - a.getTime());
  const kept = [
    ...newestOfEach(newestFirst, dayOf).slice(0, daily),
    ...newestOfEach(newestFirst, weekOf).slice(0, weekly),
    ...newestOfEach(newestFirst, monthOf).slice(0, monthly),
  ];
  return newestFirst.filter((time) => kept.includes(time));
}

function newestOfEach(newestFirst: readonly Date[], spanOf: (time: Date) => number): Date[] {
  const spans = new Map<number, Date>();
  for (const time of newestFirst) {
    const span = spanOf(time);
    if (!spans.has(span)) spans.set(span, time);
  }
  return [...spans.values()];
}

function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayMs);
}

/** Weeks begin on Monday; the first day of the count was a Thursday. */
function weekOf(time: Date): number {
  return Math.floor((dayOf(time) + 3) / 7);
}

function monthOf(time: Date): number {
  return time.getUTCFullYear() * 12 + time.getUTCMonth();
}
