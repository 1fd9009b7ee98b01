import os from 'node:os';

const below = os.constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets this thread, and what it starts, give way to everything else on the machine: people wait for the
 * main thread, nobody waits for a job. Only on Linux does a thread have a priority of its own.
 */
export function giveWay(): void {
  if (process.platform === 'linux' && os.getPriority() < below) os.setPriority(below);
}
