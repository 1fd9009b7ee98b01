import type pg from 'pg';
import type { Connection } from './orm.ts';
import { answers, type Awaited, type Patience, watchForSilence } from './silence.ts';
import { storageFault } from './storage-fault.ts';

type Promising = (...given: unknown[]) => unknown;

/** Makes a pool tell faults of the database as such, survive broken connections and give up a server that hangs. */
export function preparePool(pool: pg.Pool, connection: Connection, patience: Patience): void {
  const inUse = watchUse(pool);
  const answered = watchForSilence(
    patience,
    () => answers(connection, patience.answerWithinMs),
    () => {
      for (const client of inUse) takeBack(client);
    },
  );
  pool.connect = telling(
    connecting(pool.connect.bind(pool) as Promising, answered),
  ) as pg.Pool['connect'];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Promising;
    client.query = telling(awaiting(query, answered)) as pg.PoolClient['query'];
  });
}

function awaiting(call: Promising, answered: Awaited): Promising {
  return (...given) => {
    const answer = call(...given);
    return answer instanceof Promise ? answered(answer) : answer;
  };
}

/** A connection that comes after nobody waits for it any more goes back. */
function connecting(call: Promising, answered: Awaited): Promising {
  return (...given) => {
    const answer = call(...given);
    if (!(answer instanceof Promise)) return answer;
    return answered(answer).catch((error: unknown) => {
      answer.then(
        (client: pg.PoolClient) => client.release(true),
        () => {},
      );
      throw error;
    });
  };
}

/** Beginning and ending a transaction fails past the ORM, which translates the errors of statements only. */
function telling(call: Promising): Promising {
  return (...given) => {
    const answer = call(...given);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      throw storageFault(error) ?? error;
    });
  };
}

/**
 * The connections that somebody has. A transaction whose connection breaks cannot be rolled back, and
 * the ORM then never returns its place: after as many breaks as the pool has places, nobody would get
 * a connection any more. So a broken one goes back by itself.
 */
function watchUse(pool: pg.Pool): ReadonlySet<pg.PoolClient> {
  const inUse = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('connect', (client) => {
    client.on('end', () => {
      if (inUse.has(client)) takeBack(client);
    });
  });
  return inUse;
}

function takeBack(client: pg.PoolClient): void {
  client.release(true);
  client.release = () => {};
}
