import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { JobProgress, JobReport } from './task.entity.ts';

export type JobContext = {
  services: Services;
  /** A fresh unit of work. */
  em: () => EntityManager;
  signal: AbortSignal;
  now: Date;
  input: Record<string, unknown>;
  /** Shows how far the run is (stored with the run, at most once a second). */
  progress: (progress: JobProgress) => Promise<void>;
};

/** What a run did: one sentence, counts, and a report of details for the history. */
export type JobResult = {
  summary: string;
  processed?: number;
  succeeded?: number;
  failed?: number;
  report?: JobReport;
};

/** One scheduled duty; a plain function, so that tests and simulations call it without a thread. */
export type Job = {
  readonly name: string;
  readonly description: string;
  /** Cron pattern in the configured time zone, or null: only on demand. */
  readonly schedule: string | null;
  /** A run longer than this is ended and counts as failed. */
  readonly limitMinutes: number;
  /** It tells itself when an outside service fails it, so such failures begin no streak. */
  readonly tellsOutages?: boolean;
  /**
   * Why a slot of the schedule needs no run, null when it does. Asked in the main process, where it
   * spares a worker of a second's processor time; so it may cost a few rows and one small request.
   * Without an answer in time the job runs, and so does whatever is asked for.
   */
  idleReason?(context: Pick<JobContext, 'services' | 'now'>): Promise<string | null>;
  run(context: JobContext): Promise<JobResult>;
};

/** Gives a job its types; the file's default export. */
export function defineJob(job: Job): Job {
  return job;
}
