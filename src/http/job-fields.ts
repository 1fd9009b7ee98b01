import { z } from 'zod';
import { UserError } from '../errors.ts';
import { snakeCase } from './fields.ts';

const jobs = z.object({
  isSchedulerOn: z.boolean(),
  rows: z.array(
    z.looseObject({
      name: z.string(),
      description: z.string(),
      schedule: z.string().nullable(),
      state: z.string(),
      nextRun: z.date().nullable(),
    }),
  ),
});

/** Whether the scheduler starts jobs, and which one when; nothing is next while it is off. */
export function schedulerFields(output: unknown) {
  const { isSchedulerOn, rows } = jobs.parse(output);
  const next = isSchedulerOn ? rows.filter((job) => job.nextRun !== null) : [];
  return {
    scheduler_enabled: isSchedulerOn,
    running: isSchedulerOn && rows.some((job) => job.state !== 'paused'),
    total_jobs: rows.length,
    next_jobs: next
      .sort((a, b) => Number(a.nextRun) - Number(b.nextRun))
      .map((job) => ({
        job_id: job.name,
        job_name: job.description,
        next_run_time: job.nextRun,
      })),
  };
}

const upcoming = jobs.extend({ askedAt: z.date() });

/** What starts next, the soonest first; nothing while the scheduler is off. */
export function upcomingTasksFields(output: unknown) {
  const { isSchedulerOn, rows, askedAt } = upcoming.parse(output);
  const due = rows.flatMap(({ name, description, schedule, nextRun }) => {
    if (!isSchedulerOn || nextRun === null) return [];
    const hours = (nextRun.getTime() - askedAt.getTime()) / 3_600_000;
    const hours_until_run = Math.round(hours * 100) / 100;
    const job = { job_id: name, job_name: description, trigger: schedule };
    return [{ ...job, next_run_time: nextRun, hours_until_run }];
  });
  return { next_jobs: due.sort((a, b) => Number(a.next_run_time) - Number(b.next_run_time)) };
}

/** Every job with its schedule, state and last run. */
export function jobsFields(output: unknown) {
  const { isSchedulerOn, rows } = jobs.parse(output);
  return {
    jobs: rows.map(({ name, description, schedule, nextRun, ...row }) => ({
      job_id: name,
      job_name: description,
      trigger: schedule,
      next_run_time: isSchedulerOn ? nextRun : null,
      ...snakeCase(row),
    })),
    total: rows.length,
  };
}

const asked = z.object({
  job: z.string(),
  kind: z.string(),
  taskId: z.number(),
  since: z.date().nullable(),
});

/** What became of asking for a run: requested, already-requested or already-running. */
export function askedFields(output: unknown) {
  const { job, kind, taskId, since } = asked.parse(output);
  return { job_id: job, outcome: kind, task_id: taskId, running_since: since };
}

const run = z.looseObject({
  id: z.number(),
  job: z.string(),
  scheduledAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  seconds: z.number().nullable(),
  processed: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  summary: z.string().nullable(),
  error: z.string().nullable(),
});
const kind = z.object({ kind: z.string() });
const history = z.object({ rows: z.array(run), total: z.number() });

/** Columns of the runs as a file. */
export const taskColumns = [
  'id',
  'task_name',
  'status',
  'cause',
  'actor',
  'attempt',
  'scheduled_time',
  'actual_start',
  'actual_end',
  'duration_seconds',
  'items_processed',
  'items_succeeded',
  'items_failed',
  'log_output',
  'error_message',
] as const;

/** Runs of jobs under the names of the table `tasks`, the newest first; throws UserError when something else was asked for. */
export function tasksFields(output: unknown) {
  if (kind.parse(output).kind !== 'runs') {
    const hint = 'GET /api/commands/history takes every option.';
    throw new UserError('bad_input', 'This address tells runs of jobs only.', hint);
  }
  const { rows, total } = history.parse(output);
  return { tasks: rows.map(taskFields), total };
}

const oneRun = z.object({ rows: z.tuple([run]), report: z.unknown() });

/** One run with its report as the job wrote it. */
export function taskReportFields(output: unknown) {
  const { rows, report } = oneRun.parse(output);
  return { ...taskFields(rows[0]), report };
}

function taskFields(row: z.output<typeof run>) {
  const { job, scheduledAt, startedAt, endedAt, seconds, ...rest } = row;
  const { processed, succeeded, failed, summary, error, ...same } = rest;
  return {
    ...snakeCase(same),
    task_name: job,
    scheduled_time: scheduledAt,
    actual_start: startedAt,
    actual_end: endedAt,
    duration_seconds: seconds,
    items_processed: processed,
    items_succeeded: succeeded,
    items_failed: failed,
    log_output: summary,
    error_message: error,
  };
}
