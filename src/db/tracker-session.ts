import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  SessionExchange,
  TrackerRequestKind,
  TrackerSession,
} from '../clients/mam/session.ts';
import { ExternalError } from '../errors.ts';
import type { Seal } from '../services.ts';
import { backOff, nextSlot, type SessionRow, slotColumn, spentSearches } from './tracker-pace.ts';

export type TrackerSessionOptions = {
  em: () => EntityManager;
  seal: Seal;
  configuredCookie: string;
  spacingSeconds: Record<TrackerRequestKind, number>;
  searchesPerDay: number;
  now: () => Date;
  random: () => number;
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
        return await attempt(em, row, send, options);
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

function refuseWhenClosed(
  row: SessionRow,
  kind: TrackerRequestKind,
  options: TrackerSessionOptions,
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

async function waitForSlot(
  em: EntityManager,
  row: SessionRow,
  kind: TrackerRequestKind,
  options: TrackerSessionOptions,
): Promise<void> {
  const waitMs = row[slotColumn[kind]].getTime() - options.now().getTime();
  if (waitMs > 0) await sleep(waitMs);
  const sentAt = options.now();
  const after = nextSlot(sentAt, options.spacingSeconds[kind], options.random());
  await em.execute(`update tracker_session set ${slotColumn[kind]} = ? where id = 1`, [after]);
  if (kind !== 'search') return;
  const spent = spentSearches(row, sentAt);
  await em.execute(
    'update tracker_session set search_window_start = ?, search_window_count = ? where id = 1',
    [spent.windowStart, spent.count + 1],
  );
}

async function attempt<T>(
  em: EntityManager,
  row: SessionRow,
  send: Send<T>,
  options: TrackerSessionOptions,
): Promise<Outcome<T>> {
  const stored = row.cookie_sealed
    ? options.seal.open(Buffer.from(row.cookie_sealed)).toString('utf8')
    : undefined;
  try {
    const answer = await send(stored ?? options.configuredCookie);
    return { isOk: true, value: await keep(em, answer, options) };
  } catch (error) {
    if (isKind(error, 'throttled')) await rememberBackOff(em, row, error, options);
    if (!isKind(error, 'unauthorized')) return { isOk: false, error };
    if (!stored) return await lose(em, error, options);
    return await fallBack(em, send, error, options);
  }
}

/** The rotated cookie was refused: one try with the configured one, which a member may have renewed. */
async function fallBack<T>(
  em: EntityManager,
  send: Send<T>,
  error: ExternalError,
  options: TrackerSessionOptions,
): Promise<Outcome<T>> {
  await em.execute(
    `update tracker_session set cookie_sealed = null, state = 'fallback', state_reason = ?, state_at = ?
      where id = 1`,
    [error.message, options.now()],
  );
  try {
    return { isOk: true, value: await keep(em, await send(options.configuredCookie), options) };
  } catch (second) {
    if (isKind(second, 'unauthorized')) return await lose(em, second, options);
    return { isOk: false, error: second };
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

async function lose<T>(
  em: EntityManager,
  error: ExternalError,
  options: TrackerSessionOptions,
): Promise<Outcome<T>> {
  await em.execute(
    `update tracker_session set state = 'lost', state_reason = ?, state_at = ? where id = 1`,
    [error.message, options.now()],
  );
  return { isOk: false, error };
}

async function rememberBackOff(
  em: EntityManager,
  row: SessionRow,
  error: ExternalError,
  options: TrackerSessionOptions,
): Promise<void> {
  await em.execute(
    'update tracker_session set back_off_until = ?, back_off_count = back_off_count + 1 where id = 1',
    [error.retryAt ?? backOff(options.now(), row.back_off_count)],
  );
}

function isKind(error: unknown, kind: ExternalError['kind']): error is ExternalError {
  return error instanceof ExternalError && error.kind === kind;
}
