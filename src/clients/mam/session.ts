export type TrackerRequestKind = 'search' | 'torrent' | 'account';

export type SessionExchange<T> = { value: T; rotatedCookie: string | undefined };

/** The one owner of the tracker's rotating cookie and of the pace of its requests. */
export type TrackerSession = {
  /**
   * Runs `send` alone among all threads and processes, after its slot came; stores a rotated cookie
   * before the value is handed out. `send` throws ExternalError: `unauthorized` and `throttled` are
   * remembered by the session (fallback to the configured cookie, back-off).
   */
  exchange<T>(
    kind: TrackerRequestKind,
    send: (cookie: string) => Promise<SessionExchange<T>>,
  ): Promise<T>;
};
