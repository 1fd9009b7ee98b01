import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError, messageOf } from '../errors.ts';
import { storable } from '../storable.ts';

export type OutboxMessage = {
  id: string;
  key: string;
  topic: string;
  platform: string | null;
  payload: Record<string, unknown>;
  /** Tries that were refused. */
  attempts: number;
  /** Tries since then for which the service was away. */
  waits: number;
};

/**
 * Does what a message asks. Rows written through `em` are committed together with the mark that the
 * message is done; the outside effect must be one that can safely be asked for again.
 */
export type Handler = (message: OutboxMessage, em: EntityManager) => Promise<Later | undefined>;

/** Nothing went wrong, but the time has not come: ask again then. */
export type Later = { retryAt: Date; reason: string };
export type Handlers = Readonly<Record<string, Handler>>;

export type DispatchOptions = {
  em: () => EntityManager;
  handlers: Handlers;
  now: () => Date;
  /** A message was given up; runs in the transaction that marks it dead. */
  onDead: (message: OutboxMessage, error: string, em: EntityManager) => Promise<void>;
};

const mostAttempts = { external: 200, other: 5 };

/** Handles one due message; false when there was none. Safe to call from many threads and processes. */
export async function dispatchOne(options: DispatchOptions): Promise<boolean> {
  return await options.em().transactional(async (em) => {
    const message = await claim(em, Object.keys(options.handlers), options.now());
    if (!message) return false;
    try {
      const later = await em.transactional((inner) => handlerOf(options, message)(message, inner));
      await settle(em, message, later, options.now());
    } catch (error) {
      await postpone(em, message, error, options);
    }
    return true;
  });
}

/** The oldest due message at the head of its lane; the row stays locked until the transaction ends. */
async function claim(
  em: EntityManager,
  topics: readonly string[],
  now: Date,
): Promise<OutboxMessage | undefined> {
  const rows = await em.execute<OutboxMessage[]>(
    `select id, key, topic, platform, payload, attempts, waits from outbox o
      where status = 'pending' and not_before <= ? and concat_ws('@', topic, platform) in (?)
        and not exists (select 1 from outbox e
                         where e.lane = o.lane and e.status = 'pending' and e.id < o.id)
      order by id limit 1 for update skip locked`,
    [now, topics],
  );
  return rows[0];
}

function handlerOf(options: DispatchOptions, message: OutboxMessage): Handler {
  const key = message.platform ? `${message.topic}@${message.platform}` : message.topic;
  const handler = options.handlers[key];
  if (!handler) throw new Error(`no handler for outbox topic ${key}`);
  return handler;
}

async function settle(
  em: EntityManager,
  message: OutboxMessage,
  later: Later | undefined,
  now: Date,
): Promise<void> {
  if (later) {
    const row = [later.retryAt, storable(later.reason), message.id];
    await em.execute('update outbox set not_before = ?, last_error = ? where id = ?', row);
    return;
  }
  const row = [now, message.id];
  await em.execute(`update outbox set status = 'done', done_at = ? where id = ?`, row);
}

async function postpone(
  em: EntityManager,
  message: OutboxMessage,
  error: unknown,
  options: DispatchOptions,
): Promise<void> {
  const isAway = isOnlyAway(message, error);
  const attempts = isAway ? message.attempts : message.attempts + 1;
  const waits = isAway ? message.waits + 1 : 0;
  const limit = error instanceof ExternalError ? mostAttempts.external : mostAttempts.other;
  const isDead = attempts >= limit;
  const reason = storable(messageOf(error));
  await em.execute(
    `update outbox set attempts = ?, waits = ?, last_error = ?, not_before = ?, status = ? where id = ?`,
    [
      attempts,
      waits,
      reason,
      nextTry(error, attempts + waits, options.now()),
      isDead ? 'dead' : 'pending',
      message.id,
    ],
  );
  if (isDead) await options.onDead(message, reason, em);
}

/**
 * An effect waits for a service that is away, busy, or wants another login, however long that is: whoever
 * comes home after a week finds the work going on. News of a week would only be noise.
 */
function isOnlyAway({ platform }: OutboxMessage, error: unknown): boolean {
  if (platform !== null || !(error instanceof ExternalError)) return false;
  return ['unreachable', 'throttled', 'unauthorized'].includes(error.kind);
}

/** When to try again: as the service asked, else 1 s doubling to 10 minutes. */
export function nextTry(error: unknown, tries: number, now: Date): Date {
  if (error instanceof ExternalError && error.retryAt && error.retryAt > now) return error.retryAt;
  const waitMs = Math.min(600_000, 1000 * 2 ** Math.min(tries - 1, 12));
  return new Date(now.getTime() + waitMs);
}
