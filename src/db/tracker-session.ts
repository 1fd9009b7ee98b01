import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  SessionExchange,
  TrackerRequestKind,
  TrackerSession,
} from '../clients/mam/session.ts';
import { ExternalError } from '../errors.ts';
import type { Seal } from '../services.ts';
import { storable } from '../storable.ts';
import { backOff, type SessionRow } from './tracker-pace.ts';
import { type PaceOptions, refuseWhenClosed, waitForSlot } from './tracker-slot.ts';

export type TrackerSessionOptions = PaceOptions & {
  em: () => EntityManager;
  seal: Seal;
  configuredCookie: string;
};

/**
 * The one owner of the tracker cookie, shared by all threads and processes: the row lock serialises
 * requests, the slot times space them, a rotated cookie is committed before the answer is handed out.
 */
export function createTrackerSession(options: TrackerSessionOptions): TrackerSession {
  const digest = createHash('sha256').update(options.configuredCookie).digest('hex');
  return {
    async exchange<T>(kind: TrackerRequestKind, send: Send<T>): Promise<T> {
      const outcome = await options.em().transactional(async (em) => {
        const row = await lockRow(em, digest);
        refuseWhenClosed(row, kind, options);
        await waitForSlot(em, row, kind, options);
        return await attempt(em, row, kind, send, options);
      });
      if (outcome.isOk) return outcome.value;
      throw outcome.error;
    },
  };
}

type Send<T> = (cookie: string) => Promise<SessionExchange<T>>;
/** A failure is returned, not thrown, so that what it taught us is committed. */
type Outcome<T> = { isOk: true; value: T } | { isOk: false; error: unknown };

/** Takes the row; a cookie newly put into the configuration starts a new session. */
async function lockRow(em: EntityManager, digest: string): Promise<SessionRow> {
  const [row] = await em.execute<SessionRow[]>(
    'select * from tracker_session where id = 1 for update',
  );
  if (!row) throw new Error('the tracker_session row is missing');
  if (row.configured_digest === digest) return row;
  const [fresh] = await em.execute<SessionRow[]>(
    `update tracker_session set configured_digest = ?, cookie_sealed = null, state = 'ok',
            state_reason = null, state_at = now(), back_off_until = null, back_off_count = 0
      where id = 1 returning *`,
    [digest],
  );
  return fresh ?? row;
}

/** Sends with the stored cookie; when that is refused, once more with the configured one. */
async function attempt<T>(
  em: EntityManager,
  row: SessionRow,
  kind: TrackerRequestKind,
  send: Send<T>,
  options: TrackerSessionOptions,
): Promise<Outcome<T>> {
  const stored = await storedCookie(em, row, options);
  if (stored === null) return await tryConfigured(em, row, send, options);
  try {
    return { isOk: true, value: await keep(em, await send(stored), options) };
  } catch (error) {
    if (isKind(error, 'throttled')) await rememberBackOff(em, row, error, options);
    if (!isKind(error, 'unauthorized')) return { isOk: false, error };
    await forgetCookie(em, error.message, options);
    const [slots] = await em.execute<[SessionRow]>('select * from tracker_session where id = 1');
    await waitForSlot(em, slots, kind, options);
    return await tryConfigured(em, row, send, options);
  }
}

/** The cookie of the last answer; null when there is none, or none that the present key opens. */
async function storedCookie(
  em: EntityManager,
  row: SessionRow,
  options: TrackerSessionOptions,
): Promise<string | null> {
  if (!row.cookie_sealed) return null;
  try {
    return options.seal.open(Buffer.from(row.cookie_sealed)).toString('utf8');
  } catch {
    await forgetCookie(em, 'SECRET_KEY was changed: the stored cookie cannot be read', options);
    return null;
  }
}

/** From now on the configured cookie is used, which a member may have renewed. */
async function forgetCookie(
  em: EntityManager,
  reason: string,
  options: TrackerSessionOptions,
): Promise<void> {
  await em.execute(
    `update tracker_session set cookie_sealed = null, state = 'fallback', state_reason = ?, state_at = ?
      where id = 1`,
    [storable(reason), options.now()],
  );
}

/** The last cookie there is: when it is refused, the session is lost. */
async function tryConfigured<T>(
  em: EntityManager,
  row: SessionRow,
  send: Send<T>,
  options: TrackerSessionOptions,
): Promise<Outcome<T>> {
  try {
    return { isOk: true, value: await keep(em, await send(options.configuredCookie), options) };
  } catch (error) {
    if (isKind(error, 'throttled')) await rememberBackOff(em, row, error, options);
    if (isKind(error, 'unauthorized')) await lose(em, error, options);
    return { isOk: false, error };
  }
}

async function keep<T>(
  em: EntityManager,
  answer: SessionExchange<T>,
  options: TrackerSessionOptions,
): Promise<T> {
  if (answer.rotatedCookie) {
    await em.execute(
      `update tracker_session set cookie_sealed = ?, rotated_at = ?, state = 'ok', state_reason = null
        where id = 1`,
      [options.seal.close(Buffer.from(answer.rotatedCookie, 'utf8')), options.now()],
    );
  }
  await em.execute(
    'update tracker_session set back_off_until = null, back_off_count = 0 where id = 1 and back_off_count > 0',
  );
  return answer.value;
}

async function lose(
  em: EntityManager,
  error: ExternalError,
  options: TrackerSessionOptions,
): Promise<void> {
  await em.execute(
    `update tracker_session set state = 'lost', state_reason = ?, state_at = ? where id = 1`,
    [storable(error.message), options.now()],
  );
}

async function rememberBackOff(
  em: EntityManager,
  row: SessionRow,
  error: ExternalError,
  options: TrackerSessionOptions,
): Promise<void> {
  await em.execute(
    `update tracker_session
        set back_off_until = ?, back_off_count = back_off_count + 1, throttled_at = ? where id = 1`,
    [error.retryAt ?? backOff(options.now(), row.back_off_count), options.now()],
  );
}

function isKind(error: unknown, kind: ExternalError['kind']): error is ExternalError {
  return error instanceof ExternalError && error.kind === kind;
}
