import { Cron } from 'croner';
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import type { Job } from './definition.ts';

/**
 * When the job runs next, strictly after `after`; null when never. A time of day that the clock
 * skips in spring is made up for as soon as it has jumped, one that it shows twice in autumn counts
 * once. Patterns that repeat within the hour or with every hour keep their beat through both.
 */
export function nextRun(pattern: string, timeZone: string, after: Date): Date | null {
  const runs = clocksOf(pattern, timeZone).flatMap((clock) => clock.nextRun(after) ?? []);
  return runs.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** The latest time at or before `at` that the pattern names; null when there was none. */
export function lastSlot(pattern: string, timeZone: string, at: Date): Date | null {
  const justAfter = new Date(at.getTime() + 1000);
  const runs = clocksOf(pattern, timeZone).flatMap((clock) => clock.previousRuns(1, justAfter));
  return runs.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/**
 * The schedule of a job after `JOB_<NAME>_SCHEDULE` and `JOB_<NAME>_ENABLED` (null: only on
 * demand), or what is wrong with these settings.
 */
export function scheduleOf(
  job: Pick<Job, 'name' | 'schedule'>,
  settings: Readonly<Record<string, string | undefined>>,
): { schedule: string | null } | { problem: string } {
  const prefix = `JOB_${job.name.replaceAll('-', '_').toUpperCase()}`;
  const schedule = settings[`${prefix}_SCHEDULE`]?.trim() || job.schedule;
  const fault = schedule === null ? null : faultOf(schedule);
  if (fault) return { problem: `${prefix}_SCHEDULE: ${fault}` };

  const isEnabled = z.stringbool().safeParse(settings[`${prefix}_ENABLED`]?.trim() || 'true');
  if (!isEnabled.success) return { problem: `${prefix}_ENABLED: must be true or false` };
  return { schedule: isEnabled.data ? schedule : null };
}

function faultOf(pattern: string): string | null {
  try {
    clocksOf(pattern, 'UTC');
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

const known = new Map<string, Cron[]>();

/** Reading a pattern takes longer than asking it. */
function clocksOf(pattern: string, timezone: string): Cron[] {
  const key = `${pattern} ${timezone}`;
  const clocks = known.get(key) ?? readClocks(pattern, timezone);
  known.set(key, clocks);
  return clocks;
}

/** One clock for each hour and minute of a list, because only a single time of day is kept right on the days the clock changes. */
function readClocks(pattern: string, timezone: string): Cron[] {
  const options = { timezone, mode: '5-part' } as const;
  const whole = new Cron(pattern, options);
  const [minutes = '', hours = '', ...days] = pattern.trim().split(/\s+/);
  if (!/^[\d,]+$/.test(`${minutes},${hours}`)) return [whole];
  return hours
    .split(',')
    .flatMap((hour) => minutes.split(',').map((minute) => [minute, hour, ...days].join(' ')))
    .map((time) => new Cron(time, options));
}
