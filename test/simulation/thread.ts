import { parentPort, workerData } from 'node:worker_threads';
import type { Server } from '../crash/scene.ts';
import { createCopy } from './copy.ts';
import { type Outcome, simulate } from './simulate.ts';

/** What a thread is told once. */
export type ThreadInput = { server: Server; template: string; days: number; isVerbose: boolean };

// A thread of its own: plays the houses whose seeds it is given, one after the other.
const { server, template, days, isVerbose } = workerData as ThreadInput;
parentPort?.on('message', (seed: number) => {
  void play(seed).then(
    (outcome) => parentPort?.postMessage(outcome),
    // The thread ends with it, and the run hears of that.
    (error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
  );
});

async function play(seed: number): Promise<Outcome> {
  const { connection, drop } = await createCopy(server, template, seed);
  try {
    return await simulate({
      seed,
      days,
      connection,
      ...(isVerbose && { onDeed: (line: string) => console.log(line) }),
    });
  } finally {
    await drop();
  }
}
