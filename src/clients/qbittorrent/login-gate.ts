/** How long a refused login is not repeated: the fifth failure would ban our address for an hour. */
const pauseMs = 10 * 60_000;

export type Login<Session> = { session: Session } | { refused: string };
/** Nobody logs in before `closedUntil`, because a login was refused for this reason. */
export type Closed = { closedUntil: Date; reason: string };

/** What everybody who uses the same qBittorrent has to pass to log in. */
export type LoginGate = {
  /** Lets one login through at a time, and none for ten minutes after one that was refused. */
  pass: <Session>(
    now: Date,
    logIn: () => Promise<Login<Session>>,
  ) => Promise<{ session: Session } | Closed>;
};

export function closedAfter(refusedAt: Date, reason: string): Closed {
  return { closedUntil: new Date(refusedAt.getTime() + pauseMs), reason };
}

/** A gate for one process; it forgets when the process ends. */
export function memoryLoginGate(): LoginGate {
  let closed: Closed | null = null;
  return {
    async pass(now, logIn) {
      if (closed && closed.closedUntil > now) return closed;
      const login = await logIn();
      closed = 'refused' in login ? closedAfter(now, login.refused) : null;
      return 'session' in login ? login : closedAfter(now, login.refused);
    },
  };
}
