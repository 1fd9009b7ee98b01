import { ExternalError } from '../errors.ts';

const waitMinutes = [5, 15, 60];

/** First run and retries of one request together. */
export const mostAttempts = waitMinutes.length + 1;

/**
 * When a failed run is tried again: only if another program was at fault, not before the time that
 * program named, and only if the job's next slot does not come first. Null: not at all.
 */
export function retryTime(failure: {
  error: unknown;
  attempt: number;
  now: Date;
  nextSlot: Date | null;
}): Date | null {
  const { error, attempt, now, nextSlot } = failure;
  const minutes = waitMinutes[attempt - 1];
  if (!(error instanceof ExternalError) || minutes === undefined) return null;
  const asked = error.retryAt?.getTime() ?? 0;
  const time = new Date(Math.max(now.getTime() + minutes * 60_000, asked));
  return nextSlot && nextSlot <= time ? null : time;
}
