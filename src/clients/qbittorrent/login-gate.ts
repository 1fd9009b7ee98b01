/** How long a refused login is not repeated: the fifth failure would ban our address for an hour. */
export const loginPauseMs = 10 * 60_000;

/** Remembers refused logins for every thread and process that uses the same qBittorrent. */
export type LoginGate = {
  mayTry(now: Date): Promise<boolean>;
  refused(now: Date, reason: string): Promise<void>;
  succeeded(): Promise<void>;
};

/** A gate for one process; it forgets when the process ends. */
export function memoryLoginGate(): LoginGate {
  let refusedAt: Date | null = null;
  return {
    async mayTry(now) {
      return refusedAt === null || now.getTime() - refusedAt.getTime() >= loginPauseMs;
    },
    async refused(now) {
      refusedAt = now;
    },
    async succeeded() {
      refusedAt = null;
    },
  };
}
