import { Cron } from 'croner';

export type Week = { startsAt: Date; endsAt: Date };

/** The day of a moment there, such as 2026-12-07. */
export function localDay(time: Date, timeZone: string): string {
  return time.toLocaleDateString('sv-SE', { timeZone });
}

/** The week a moment is in, from Monday to Monday at midnight there. */
export function weekOf(now: Date, timeZone: string): Week {
  const mondays = new Cron('0 0 * * 1', { timezone: timeZone });
  const endsAt = mondays.nextRun(now);
  const [startsAt] = endsAt ? mondays.previousRuns(1, endsAt) : [];
  if (!endsAt || !startsAt) throw new Error(`there is no Monday around ${now.toISOString()}`);
  return { startsAt, endsAt };
}
