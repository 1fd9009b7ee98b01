import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

export type JobReport = Record<string, unknown>;
export type JobProgress = { label: string; done: number; total: number | null };

/** One run of a job: asked for, running or over. */
export const Task = defineEntity({
  name: 'Task',
  tableName: 'tasks',
  properties: {
    id: p.integer().primary(),
    taskName: p.text(),
    status: p.enum([
      'requested',
      'running',
      'completed',
      'failed',
      'interrupted',
      'cancelled',
    ] as const),
    cause: p.enum(['schedule', 'catch-up', 'person', 'retry', 'event'] as const),
    actor: p.text().nullable(),
    slot: p.datetime().nullable(),
    scheduledTime: p.datetime().defaultRaw('now()'),
    actualStart: p.datetime().nullable(),
    actualEnd: p.datetime().nullable(),
    durationSeconds: p.decimal('number').nullable(),
    attempt: p.integer().default(1),
    input: p.json<Record<string, unknown>>().defaultRaw("'{}'::jsonb"),
    progress: p.json<JobProgress>().nullable(),
    itemsProcessed: p.integer().default(0),
    itemsSucceeded: p.integer().default(0),
    itemsFailed: p.integer().default(0),
    logOutput: p.text().nullable(),
    errorMessage: p.text().nullable(),
    taskMetadata: p.json<JobReport>().defaultRaw("'{}'::jsonb"),
  },
});
export type Task = InferEntity<typeof Task>;
