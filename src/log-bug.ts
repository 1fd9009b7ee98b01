import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

/** Writes down what a person was told only an id of. */
export function logBug(log: Log): (cause: unknown, id: string) => void {
  return (cause, id) => {
    const stack = cause instanceof Error ? cause.stack : undefined;
    log.error({ id, cause: messageOf(cause), stack }, 'a command failed');
  };
}
