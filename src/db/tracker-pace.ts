import type { TrackerRequestKind } from '../clients/mam/session.ts';

export type SessionRow = {
  cookie_sealed: Uint8Array | null;
  configured_digest: string | null;
  state: 'ok' | 'fallback' | 'lost';
  state_reason: string | null;
  search_after: Date;
  torrent_after: Date;
  account_after: Date;
  back_off_until: Date | null;
  back_off_count: number;
  search_window_start: Date | null;
  search_window_count: number;
};

/** The column that says from when on the next request of a kind may be sent. */
export const slotColumn = {
  search: 'search_after',
  torrent: 'torrent_after',
  account: 'account_after',
} as const satisfies Record<TrackerRequestKind, keyof SessionRow>;

const dayMs = 86_400_000;
const firstBackOffHours = 1;
const mostBackOffHours = 24;

/** When the next request may go: the spacing ± 20 %, never less than one second. `random` is in [0, 1). */
export function nextSlot(sentAt: Date, spacingSeconds: number, random: number): Date {
  const seconds = Math.max(1, spacingSeconds * (0.8 + 0.4 * random));
  return new Date(sentAt.getTime() + seconds * 1000);
}

/** How long to stay away after a 429 without a date: an hour, doubling to a day. */
export function backOff(now: Date, earlierTimes: number): Date {
  const hours = Math.min(mostBackOffHours, firstBackOffHours * 2 ** earlierTimes);
  return new Date(now.getTime() + hours * 3_600_000);
}

/** Searches of the running 24-hour window; a window that is over counts none. */
export function spentSearches(
  row: Pick<SessionRow, 'search_window_start' | 'search_window_count'>,
  now: Date,
): { windowStart: Date; count: number } {
  const start = row.search_window_start;
  if (!start || now.getTime() - start.getTime() >= dayMs) return { windowStart: now, count: 0 };
  return { windowStart: start, count: row.search_window_count };
}
