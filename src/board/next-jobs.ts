import { nextRun } from '../job/schedule.ts';
import type { JobState } from '../job/states.ts';

export type NextJob = { name: string; at: Date };

const shown = 4;
/** What runs every few minutes is no news, and would change the board all the time. */
const leastGapMs = 30 * 60_000;

/** The jobs that run next, the frequent ones left out. */
export function soonestJobs(
  jobs: readonly Pick<JobState, 'name' | 'schedule' | 'nextRun'>[],
  timeZone: string,
): NextJob[] {
  const rare = jobs.flatMap(({ name, schedule, nextRun: at }): NextJob[] => {
    const after = at && schedule && nextRun(schedule, timeZone, at);
    return after && after.getTime() - at.getTime() >= leastGapMs ? [{ name, at }] : [];
  });
  return rare.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(0, shown);
}
