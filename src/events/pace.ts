/** How fast torrents may be added: how many at a time, how far apart, and how many in an hour, a day, a week. */
export type Pace = {
  mode: 'event' | 'normal' | 'cautious';
  spacingSeconds: number;
  concurrent: number;
  perHour: number;
  perDay: number;
  perWeek: number;
};

const paces: Record<Pace['mode'], Pace> = {
  event: {
    mode: 'event',
    spacingSeconds: 30,
    concurrent: 5,
    perHour: 20,
    perDay: 100,
    perWeek: 500,
  },
  normal: {
    mode: 'normal',
    spacingSeconds: 120,
    concurrent: 2,
    perHour: 5,
    perDay: 30,
    perWeek: 150,
  },
  cautious: {
    mode: 'cautious',
    spacingSeconds: 300,
    concurrent: 1,
    perHour: 2,
    perDay: 10,
    perWeek: 50,
  },
};

/** The pace now: careful below the warning ratio and while it is unknown, fast during an event. */
export function paceNow(ratio: number | null, ratioWarn: number, hasEvent: boolean): Pace {
  if (ratio === null || ratio < ratioWarn) return paces.cautious;
  return hasEvent ? paces.event : paces.normal;
}

export type Slot = { at: Date; reason: string | null };

const hourMs = 3_600_000;

/**
 * When the next torrent may be added; `reason` is null when that is now. `added` are the times of the
 * torrents added in the last week, `inFlight` how many are downloading.
 */
export function nextSlot(pace: Pace, added: readonly Date[], inFlight: number, now: Date): Slot {
  const times = added.map((date) => date.getTime()).toSorted((a, b) => b - a);
  const waits = [
    {
      until: (times[0] ?? -Infinity) + pace.spacingSeconds * 1000,
      why: `${pace.spacingSeconds} s apart`,
    },
    capWait(times, pace.perHour, hourMs, 'an hour'),
    capWait(times, pace.perDay, 24 * hourMs, 'a day'),
    capWait(times, pace.perWeek, 168 * hourMs, 'a week'),
  ];
  const latest = waits.reduce((a, b) => (b.until > a.until ? b : a));
  if (latest.until > now.getTime()) {
    return { at: new Date(latest.until), reason: `${pace.mode} pace: ${latest.why}` };
  }
  if (inFlight < pace.concurrent) return { at: now, reason: null };
  const soon = new Date(now.getTime() + pace.spacingSeconds * 1000);
  return { at: soon, reason: `${pace.mode} pace: ${pace.concurrent} at a time` };
}

/** The moment at which the oldest of the last `most` additions is out of the window. */
function capWait(newestFirst: readonly number[], most: number, windowMs: number, window: string) {
  const oldest = newestFirst[most - 1] ?? -Infinity;
  return { until: oldest + windowMs, why: `${most} in ${window}` };
}
