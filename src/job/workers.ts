import path from 'node:path';
import { Worker } from 'node:worker_threads';
import Bree from 'bree';
import type { Job } from './definition.ts';
import type { WorkerInput } from './worker.ts';

export type Workers = {
  /** Starts the worker of a job; there may not be one at work already. */
  start(input: WorkerInput): void;
  /** Asks every worker to stop and ends those that do not within the grace time. */
  stop(): Promise<void>;
};

/**
 * Worker threads by Bree, one per job at a time. `onEnd` is told when one is gone, with the error
 * nobody caught, if that was why. A worker that outlives the limit of its job is ended.
 */
export function createWorkers(options: {
  jobs: readonly Job[];
  graceMs: number;
  onEnd: (job: string, error: Error | null) => void;
}): Workers {
  const inputs = new Map<string, WorkerInput>();
  const errors = new Map<string, Error>();

  const bree = new Bree({
    root: false,
    logger: false,
    timeout: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts', '.js'],
    jobs: options.jobs.map((job) => ({
      name: job.name,
      path: path.join(import.meta.dirname, 'worker-entry.js'),
      closeWorkerAfterMs: Math.round(job.limitMinutes * 60_000) + options.graceMs,
    })),
    errorHandler(error, { name }) {
      // An uncaught error is reported a second time as "exited with code 1".
      if (!errors.has(name)) errors.set(name, toError(error));
    },
  });
  bree.createWorker = (file, settings) => {
    const { name } = (settings.workerData as { job: { name: string } }).job;
    return new Worker(file, { ...settings, workerData: inputs.get(name) });
  };
  bree.on('worker deleted', end);

  function end(job: string): void {
    const error = errors.get(job) ?? null;
    errors.delete(job);
    options.onEnd(job, error);
  }

  async function stopOne(job: string): Promise<void> {
    const worker = bree.workers.get(job);
    const grace = setTimeout(() => void worker?.terminate(), options.graceMs);
    await bree.stop(job);
    clearTimeout(grace);
  }

  return {
    start(input) {
      inputs.set(input.job, input);
      bree.run(input.job).catch((error: unknown) => {
        errors.set(input.job, toError(error));
        end(input.job);
      });
    },
    async stop() {
      await Promise.all([...bree.workers.keys()].map(stopOne));
    },
  };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
