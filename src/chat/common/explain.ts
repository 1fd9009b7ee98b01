import { randomUUID } from 'node:crypto';
import { describeFailure, failureReply } from '../../command/failure.ts';
import type { Reply } from '../../command/reply.ts';

/** Hears the cause of a bug and the id that was shown for it. */
export type LogBug = (cause: unknown, id: string) => void;

/** The words for a failure; a bug is logged under the id that the person sees. */
export function explain(error: unknown, logBug: LogBug): Reply {
  const failure = describeFailure(error, randomUUID().slice(0, 8));
  if (failure.kind === 'bug') logBug(error, failure.id);
  return failureReply(failure);
}
