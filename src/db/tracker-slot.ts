import type { EntityManager } from '@mikro-orm/postgresql';
import type { TrackerRequestKind } from '../clients/mam/session.ts';
import { ExternalError } from '../errors.ts';
import { nextSlot, type SessionRow, slotColumn, spentSearches } from './tracker-pace.ts';

export type PaceOptions = {
  spacingSeconds: Record<TrackerRequestKind, number>;
  searchesPerDay: number;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
};

/** Throws ExternalError when nothing may be sent now: session lost, asked to wait, searches used up. */
export function refuseWhenClosed(
  row: SessionRow,
  kind: TrackerRequestKind,
  options: PaceOptions,
): void {
  if (row.state === 'lost') {
    throw new ExternalError(
      'tracker',
      'unauthorized',
      `The tracker refused the session (${row.state_reason ?? 'no reason given'}); put a new MAM_ID into the configuration`,
    );
  }
  const now = options.now();
  const until = row.back_off_until;
  if (until && until > now) {
    throw new ExternalError('tracker', 'throttled', `The tracker asked us to wait`, {
      retryAt: until,
    });
  }
  const spent = spentSearches(row, now);
  if (kind === 'search' && spent.count >= options.searchesPerDay) {
    const retryAt = new Date(spent.windowStart.getTime() + 86_400_000);
    const text = `Today's ${options.searchesPerDay} searches are used up`;
    throw new ExternalError('tracker', 'throttled', text, { retryAt });
  }
}

/** Waits until a request of this kind may go, and books the slot of the next one. */
export async function waitForSlot(
  em: EntityManager,
  row: SessionRow,
  kind: TrackerRequestKind,
  options: PaceOptions,
): Promise<void> {
  const spacing = options.spacingSeconds[kind];
  const now = options.now();
  // A clock that was set back must not keep everybody waiting for hours.
  const latest = nextSlot(now, spacing, 1).getTime();
  const waitMs = Math.min(row[slotColumn[kind]].getTime(), latest) - now.getTime();
  if (waitMs > 0) await options.sleep(waitMs);
  const sentAt = options.now();
  const after = nextSlot(sentAt, spacing, options.random());
  await em.execute(`update tracker_session set ${slotColumn[kind]} = ? where id = 1`, [after]);
  if (kind !== 'search') return;
  const spent = spentSearches(row, sentAt);
  await em.execute(
    'update tracker_session set search_window_start = ?, search_window_count = ? where id = 1',
    [spent.windowStart, spent.count + 1],
  );
}
