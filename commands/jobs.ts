import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { timeText } from '../src/command/time-text.ts';
import { jobStates } from '../src/job/states.ts';

export default defineCommand({
  name: 'jobs',
  description: 'Jobs with their last and next run',
  role: 'operator',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({}),
  async run(_input, { em, services, now }) {
    const { settings } = services.config;
    const states = await jobStates(em, services.jobs, settings.TZ, now);
    return { isSchedulerOn: settings.SCHEDULER_ENABLED, timeZone: settings.TZ, rows: states };
  },
  view: ({ rows, timeZone, isSchedulerOn }) => ({
    title: `Jobs (${timeZone})${isSchedulerOn ? '' : ', scheduler off'}`,
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map((job) => ({
          text: [job.name, job.state === 'idle' ? '' : job.state, nextRun(job.nextRun, timeZone)]
            .filter((part) => part !== '')
            .join(' · '),
          detail: job.lastRun ?? 'never ran',
        })),
      },
    ],
  }),
});

function nextRun(at: Date | null, timeZone: string): string {
  return at ? `next ${timeText(at, timeZone)}` : 'on demand';
}
