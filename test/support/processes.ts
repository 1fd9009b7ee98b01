import { setTimeout as sleep } from 'node:timers/promises';

/** Tells whether a process has this number, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Resolves when no process has this number any more; throws after ten seconds. */
export async function waitForEnd(pid: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; isAlive(pid); await sleep(10)) {
    if (Date.now() > deadline) throw new Error(`Process ${pid} does not end`);
  }
}
