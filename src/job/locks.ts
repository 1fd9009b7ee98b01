import type { LockKey } from '../db/lock.ts';

/** Whoever holds it is the one process that keeps the clock and starts runs. */
export const clockLock: LockKey = { space: 7_266_100, id: 0 };

export const taskLockSpace = 7_266_101;

/** Held while a task runs, so that a run whose thread or process died is known at once. */
export function taskLock(taskId: number): LockKey {
  return { space: taskLockSpace, id: taskId };
}
