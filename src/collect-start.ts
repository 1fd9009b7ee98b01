const afterMs = 4000;

/**
 * Once what the start alone needed is of no use any more, it is given back: without work Node keeps it for
 * hours. That stops the program for a moment, so it is done before anybody is likely to be waiting, and
 * only where `npm start` gave it the means.
 */
export function collectStart(): void {
  setTimeout(() => globalThis.gc?.({ type: 'major', flavor: 'last-resort' }), afterMs).unref();
}
