import type { EntityManager } from '@mikro-orm/postgresql';
import type { TrackerRequestKind, TrackerSession } from '../../src/clients/mam/session.ts';
import { createSeal } from '../../src/db/seal.ts';
import { createTrackerSession, type TrackerSessionOptions } from '../../src/db/tracker-session.ts';
import { ExternalError } from '../../src/errors.ts';
import { realTime } from '../../src/time.ts';

export const seal = createSeal(Buffer.alloc(32, 7));
export const start = new Date('2026-06-10T10:00:00Z');

/** A clock that leaps ten seconds whenever it is read, so that no request has to wait for its slot. */
function leapingClock(): { now: Date; read: () => Date } {
  const clock = {
    now: start,
    read() {
      clock.now = new Date(clock.now.getTime() + 10_000);
      return clock.now;
    },
  };
  return clock;
}

const usualClock = leapingClock();

export function openSession(
  em: () => EntityManager,
  changes: Partial<TrackerSessionOptions> = {},
): TrackerSession {
  return createTrackerSession({
    em,
    seal,
    configuredCookie: 'configured',
    spacingSeconds: { search: 3, torrent: 3, account: 1 },
    searchesPerDay: 300,
    now: usualClock.read,
    sleep: realTime.sleep,
    random: () => 0,
    ...changes,
  });
}

/** A tracker that takes one cookie only and gives a new one with each answer. */
export function rotatingTracker() {
  const seen: string[] = [];
  const tracker = { seen, valid: 'configured', inWork: 0, mostInWork: 0 };
  const send = async (cookie: string) => {
    seen.push(cookie);
    tracker.mostInWork = Math.max(tracker.mostInWork, ++tracker.inWork);
    await new Promise((resolve) => setImmediate(resolve));
    tracker.inWork -= 1;
    if (cookie !== tracker.valid) throw refused();
    tracker.valid = `rotated ${seen.length}`;
    return { value: seen.length, rotatedCookie: tracker.valid };
  };
  return { tracker, send };
}

export function refused(): ExternalError {
  return new ExternalError('tracker', 'unauthorized', 'the session is refused');
}

export function throttled(retryAt?: Date): ExternalError {
  return new ExternalError('tracker', 'throttled', 'too many requests', { retryAt });
}

/** Asks once; answers what was thrown, if anything, and with which cookies it was sent. */
export async function ask(
  session: TrackerSession,
  answer: (cookie: string) => Error | string | null,
  kind: TrackerRequestKind = 'account',
): Promise<{ sent: string[]; error: unknown }> {
  const sent: string[] = [];
  const exchange = session.exchange(kind, async (cookie) => {
    sent.push(cookie);
    const outcome = answer(cookie);
    if (outcome instanceof Error) throw outcome;
    return { value: 'fine', rotatedCookie: outcome ?? undefined };
  });
  const error = await exchange.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { sent, error };
}

export async function sessionRow(em: EntityManager): Promise<Record<string, unknown>> {
  const [row] = await em.execute<[Record<string, unknown>]>('select * from tracker_session');
  return row;
}
