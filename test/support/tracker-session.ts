import type { TrackerRequestKind, TrackerSession } from '../../src/clients/mam/session.ts';
import { ExternalError, type ExternalKind } from '../../src/errors.ts';

export type MemorySession = TrackerSession & {
  cookie(): string;
  kinds: TrackerRequestKind[];
  /** What `send` threw, in order: all that the session gets to know about failures. */
  faults: ExternalKind[];
};

/** A tracker session without pace or database: one exchange at a time, cookie kept in memory. */
export function createMemorySession(configuredCookie: string): MemorySession {
  let cookie = configuredCookie;
  let last: Promise<unknown> = Promise.resolve();
  const kinds: TrackerRequestKind[] = [];
  const faults: ExternalKind[] = [];
  return {
    kinds,
    faults,
    cookie: () => cookie,
    exchange(kind, send) {
      const turn = last.then(async () => {
        kinds.push(kind);
        const { value, rotatedCookie } = await send(cookie);
        cookie = rotatedCookie ?? cookie;
        return value;
      });
      last = turn.catch((error: unknown) => {
        if (error instanceof ExternalError) faults.push(error.kind);
      });
      return turn;
    },
  };
}
