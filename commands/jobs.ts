import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
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
        kind: 'table',
        columns: ['Job', 'State', 'Last run', 'Next run'],
        rows: rows.map((job) => [
          job.name,
          job.state,
          job.lastRun ?? 'never',
          shown(job.nextRun, timeZone),
        ]),
      },
    ],
  }),
});

function shown(at: Date | null, timeZone: string): string {
  if (!at) return 'on demand';
  return at.toLocaleString('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}
