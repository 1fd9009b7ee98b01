import pg from 'pg';
import type { Connection } from './orm.ts';

/** Held for as long as its own connection lives; another process may take it after `release()`. */
export type InstanceLock = { release: () => Promise<void> };

const instanceLock = 7_266_002;

/**
 * Makes this process the one program instance on its database; null when another process is that
 * already. `onLost` is called once if the connection breaks, and the lock with it.
 */
export async function takeInstanceLock(
  connection: Connection,
  onLost: (error: Error) => void,
): Promise<InstanceLock | null> {
  const client = new pg.Client({ ...toClientConfig(connection), keepAlive: true });
  let isHeld = false;
  client.on('error', (error) => {
    if (isHeld) onLost(error);
    isHeld = false;
  });
  try {
    await client.connect();
    const answer = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [instanceLock],
    );
    isHeld = answer.rows[0]?.taken === true;
  } finally {
    if (!isHeld) await client.end();
  }
  if (!isHeld) return null;
  return {
    async release() {
      isHeld = false;
      await client.end();
    },
  };
}

function toClientConfig(connection: Connection): pg.ClientConfig {
  if ('clientUrl' in connection) return { connectionString: connection.clientUrl };
  const { dbName, ...server } = connection;
  return { ...server, database: dbName };
}
