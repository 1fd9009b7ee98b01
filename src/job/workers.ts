import path from 'node:path';
import { Worker } from 'node:worker_threads';
import Bree from 'bree';
import type { FromThread, WorkerInput } from './worker.ts';

export type Workers = {
  /** Starts a run; there may not be as many at work already as there are places. */
  start(order: WorkerOrder): void;
  /** Asks every thread to stop and ends those that do not within the grace time. */
  stop(): Promise<void>;
};

export type WorkerOrder = { input: WorkerInput; limitMs: number };

/** Room for one thread, which is one of Bree's jobs: it works off one order after the other. */
type Place = {
  readonly name: string;
  order: WorkerOrder | null;
  /** Its thread was told to go and is not gone yet. */
  isLeaving: boolean;
  /** Until the run is too long at work, or nothing to do has lasted too long. */
  timer: NodeJS.Timeout | undefined;
  error: Error | null;
};

/** Jobs often follow one another, and reading the program is most of the work of a short one. */
const keepMs = 3000;

/**
 * Worker threads by Bree, each kept a moment for the next run. `onEnd` is told when a run has left its
 * thread, with the error nobody caught, if that was why. A run that outlives its limit is ended with its
 * thread. `onLateError` is told of such an error after the run.
 */
export function createWorkers(options: {
  places: number;
  graceMs: number;
  onEnd: (job: string, error: Error | null) => void;
  onLateError: (error: Error) => void;
}): Workers {
  const places = new Map<string, Place>();
  for (let number = 1; number <= options.places; number += 1) {
    const name = `thread-${number}`;
    places.set(name, { name, order: null, isLeaving: false, timer: undefined, error: null });
  }
  const bree = new Bree({
    root: false,
    logger: false,
    timeout: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts', '.js'],
    jobs: [...places.keys()].map((name) => ({
      name,
      path: path.join(import.meta.dirname, 'worker-entry.js'),
    })),
    errorHandler(error, { name }) {
      const place = places.get(name);
      // An uncaught error is reported a second time as "exited with code 1".
      if (place) place.error ??= toError(error);
    },
    workerMessageHandler({ name, message }) {
      const place = places.get(name);
      if (place && (message as FromThread) === 'free') rest(place);
    },
  });
  bree.createWorker = (file) => new Worker(file);
  bree.on('worker deleted', (name: string) => {
    const place = places.get(name);
    if (place) clear(place);
  });

  let isStopping = false;
  const threadOf = ({ name }: Place) => bree.workers.get(name);

  function begin(place: Place, { input, limitMs }: WorkerOrder): void {
    clearTimeout(place.timer);
    place.timer = setTimeout(() => void threadOf(place)?.terminate(), limitMs + options.graceMs);
    const thread = threadOf(place);
    if (thread) return thread.postMessage(input);
    bree.run(place.name).then(
      () => threadOf(place)?.postMessage(input),
      (error: unknown) => {
        place.error = toError(error);
        clear(place);
      },
    );
  }

  /** The run is over and its thread ready for another. */
  function rest(place: Place): void {
    clearTimeout(place.timer);
    place.timer = setTimeout(() => {
      place.isLeaving = true;
      threadOf(place)?.postMessage('cancel');
    }, keepMs);
    tellEnd(place, null);
  }

  /** The thread is gone. */
  function clear(place: Place): void {
    clearTimeout(place.timer);
    const { error, isLeaving, order } = place;
    Object.assign(place, { error: null, isLeaving: false });
    // An order that came while the thread was leaving has not begun.
    if (order && isLeaving && !isStopping) begin(place, order);
    else if (order) tellEnd(place, error);
    else if (error && !isStopping) options.onLateError(error);
  }

  function tellEnd(place: Place, error: Error | null): void {
    const { order } = place;
    place.order = null;
    if (order) options.onEnd(order.input.job, error);
  }

  async function stopOne(place: Place): Promise<void> {
    const grace = setTimeout(() => void threadOf(place)?.terminate(), options.graceMs);
    clearTimeout(place.timer);
    await bree.stop(place.name);
    clearTimeout(grace);
  }

  return {
    start(order) {
      const idle = [...places.values()].filter((place) => place.order === null);
      const isReady = (place: Place) => threadOf(place) && !place.isLeaving;
      const place = idle.find(isReady) ?? idle.find((one) => !one.isLeaving) ?? idle[0];
      if (!place) throw new Error('there are more runs than places');
      place.order = order;
      if (!place.isLeaving) begin(place, order);
    },
    async stop() {
      isStopping = true;
      await Promise.all([...places.values()].filter(threadOf).map(stopOne));
    },
  };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
