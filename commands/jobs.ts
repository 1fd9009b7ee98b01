import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { timeText } from '../src/command/time-text.ts';
import { type JobState, jobStates } from '../src/job/states.ts';

export default defineCommand({
  name: 'jobs',
  description: 'Jobs with their last and next run',
  role: 'operator',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    hours: z.int().min(1).max(168).optional().describe('only what is due within so many hours'),
  }),
  async run({ hours }, { em, services, now }) {
    const { settings } = services.config;
    const states = await jobStates(em, services.jobs, settings.TZ, now);
    const until = hours === undefined ? null : now.getTime() + hours * 3_600_000;
    const rows = states.filter((job) => until === null || Number(job.nextRun ?? Infinity) <= until);
    const askedAt = hours === undefined ? null : now;
    return { isSchedulerOn: settings.SCHEDULER_ENABLED, timeZone: settings.TZ, rows, askedAt };
  },
  view: ({ rows, timeZone, isSchedulerOn }) => ({
    title: `Jobs (${timeZone})${isSchedulerOn ? '' : ', scheduler off'}`,
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map((job) => ({
          text: [
            job.name,
            job.state === 'idle' ? '' : job.state,
            nextRun(job.nextRun, timeZone),
            job.lastRun === null ? 'never ran' : '',
          ]
            .filter((part) => part !== '')
            .join(' · '),
          detail: idleText(job, timeZone) ?? job.lastRun ?? '',
        })),
      },
    ],
  }),
});

/** A job whose slots pass without a run says why, so that its last run does not look overdue. */
function idleText({ idleReason, idleSlots, lookedAt }: JobState, timeZone: string): string | null {
  if (idleReason === null || lookedAt === null) return null;
  const slots = idleSlots === 1 ? '1 slot' : `${idleSlots} slots`;
  return `${idleReason}; ${slots} passed without a run, last look ${timeText(lookedAt, timeZone)}`;
}

function nextRun(at: Date | null, timeZone: string): string {
  return at ? `next ${timeText(at, timeZone)}` : 'on demand';
}
