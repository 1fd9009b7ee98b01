import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const afterMs = 4000;

/**
 * Once what the start alone needed is of no use any more, it is given back: without work Node keeps it for
 * hours. That stops the program for a moment, so it is done before anybody is likely to be waiting.
 */
export function collectStart(): void {
  setTimeout(() => collector()({ type: 'major', flavor: 'last-resort' }), afterMs).unref();
}

/** As an option of the command line it would cost Node the compiled form of its own modules: 30 ms of the start. */
function collector(): NonNullable<typeof globalThis.gc> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return gc as NonNullable<typeof globalThis.gc>;
}
