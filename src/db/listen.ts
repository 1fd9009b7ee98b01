import pg from 'pg';
import type { Connection } from './orm.ts';

export type Listener = { stop: () => Promise<void> };

const reconnectMs = { first: 100, most: 10_000 };

/**
 * Listens on one channel over a connection of its own and reconnects for ever: a LISTEN connection
 * that ends never comes back by itself. `onWake` is also called after each reconnect, because what
 * was notified meanwhile is lost.
 */
export async function listen(
  connection: Connection,
  channel: string,
  onWake: () => void,
  onFault: (error: unknown) => void,
): Promise<Listener> {
  let isStopping = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let waitMs = reconnectMs.first;

  async function connect(): Promise<void> {
    const next = new pg.Client(clientOptions(connection));
    next.on('notification', onWake);
    next.on('error', onFault);
    next.on('end', reconnectLater);
    client = next;
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    if (isStopping) return await next.end();
    waitMs = reconnectMs.first;
    onWake();
  }

  function reconnectLater(): void {
    if (isStopping || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      waitMs = Math.min(waitMs * 2, reconnectMs.most);
      connect().catch((error: unknown) => {
        onFault(error);
        reconnectLater();
      });
    }, waitMs);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    clearTimeout(retry);
    await client?.end().catch(onFault);
  }

  try {
    await connect();
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** A machine that vanished says no goodbye; without asking, a listener would wait for it for ever. */
const alive = { keepAlive: true, keepAliveInitialDelayMillis: 15_000 };

/** The same connection in the words of the plain driver. */
export function clientOptions(connection: Connection): pg.ClientConfig {
  if ('clientUrl' in connection) return { ...alive, connectionString: connection.clientUrl };
  return {
    ...alive,
    host: connection.host,
    port: connection.port,
    user: connection.user,
    database: connection.dbName,
  };
}
