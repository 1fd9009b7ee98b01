import pg from 'pg';
import { clientOptions } from './listen.ts';
import type { Connection } from './orm.ts';

/** What is locked: a kind of thing, and which one of them. */
export type LockKey = { space: number; id: number };

/** Ours until `release`; `lost` aborts when the connection that holds it breaks before that. */
export type HeldLock = { lost: AbortSignal; release: () => Promise<void> };

/**
 * Takes a lock that the database takes back by itself when this thread, process or machine dies;
 * null when somebody else holds it. It lives on a connection of its own.
 */
export function takeLock(connection: Connection, key: LockKey): Promise<HeldLock | null> {
  return take(connection, key, 'pg_try_advisory_lock');
}

/** The same for a lock that any number may hold together. */
export function shareLock(connection: Connection, key: LockKey): Promise<HeldLock | null> {
  return take(connection, key, 'pg_try_advisory_lock_shared');
}

async function take(
  connection: Connection,
  key: LockKey,
  taking: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
): Promise<HeldLock | null> {
  const lost = new AbortController();
  const client = new pg.Client({
    ...clientOptions(connection),
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  await client.connect();
  let isTaken = false;
  try {
    const { rows } = await client.query<{ is_taken: boolean }>(
      `select ${taking}($1, $2) as is_taken`,
      [key.space, key.id],
    );
    if (rows[0]?.is_taken) await noticeDeadClientSoon(client);
    isTaken = rows[0]?.is_taken === true;
  } finally {
    if (!isTaken) await client.end();
  }
  return isTaken ? { lost: lost.signal, release: () => client.end() } : null;
}

/** A machine that loses power says no goodbye; by default the server waits two hours for it. */
async function noticeDeadClientSoon(client: pg.Client): Promise<void> {
  await client.query('set tcp_keepalives_idle = 15');
  await client.query('set tcp_keepalives_interval = 5');
}
