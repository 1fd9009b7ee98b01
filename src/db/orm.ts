import path from 'node:path';
import type { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from './entities.ts';
import { storageFault } from './storage-fault.ts';

/** How to reach a database: a server address, or the socket folder of the embedded one. */
export type Connection =
  | { clientUrl: string }
  | { host: string; port: number; user: string; dbName: string };

export type Orm = MikroORM;

export const migrationsPath = path.resolve(import.meta.dirname, '../../migrations');

/**
 * Opens a pool of at most `poolMax` connections; nothing is created or migrated here. When the
 * database does not do its part, whatever is asked of it throws ExternalError.
 */
export async function openOrm(
  connection: Connection,
  poolMax: number,
  extensions: (typeof Migrator)[] = [],
): Promise<Orm> {
  const orm = await MikroORM.init(
    defineConfig({
      ...connection,
      entities,
      extensions,
      forceUtcTimezone: true,
      pool: { min: 0, max: poolMax },
      driverOptions: { types: { getTypeParser }, onPoolCreated: prepare },
      migrations: {
        path: migrationsPath,
        glob: '!(*.d).{js,ts}',
        tableName: 'schema_migrations',
        snapshot: false,
        silent: true,
        disableForeignKeys: false,
      },
    }),
  );
  tellStorageFaults(orm);
  return orm;
}

/** A database that is away is an outside part like any other, not a bug of ours. */
function tellStorageFaults(orm: Orm): void {
  const converter = orm.em.getPlatform().getExceptionConverter();
  const convert = converter.convertException.bind(converter);
  converter.convertException = (error) => {
    const fault = storageFault(error);
    if (fault) throw fault;
    return convert(error);
  };
}

function prepare(pool: pg.Pool): void {
  takeBackBroken(pool);
  pool.connect = telling(pool.connect.bind(pool) as Promising) as pg.Pool['connect'];
  pool.on('connect', (client) => {
    client.query = telling(client.query.bind(client) as Promising) as pg.PoolClient['query'];
  });
}

type Promising = (...given: unknown[]) => unknown;

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
 * A transaction whose connection breaks cannot be rolled back, and the ORM then never returns its
 * place: after as many breaks as the pool has places, nobody would get a connection any more.
 */
function takeBackBroken(pool: pg.Pool): void {
  const inUse = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('connect', (client) => {
    client.on('end', () => {
      if (!inUse.has(client)) return;
      client.release(true);
      client.release = () => {};
    });
  });
}

const oids = { bigint: 20, numeric: 1700, timestamptz: 1184, date: 1082 };

/** Raw queries answer with dates and numbers instead of text; our figures stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === oids.timestamptz) return (text) => new Date(text);
  if (oid === oids.bigint || oid === oids.numeric) return Number;
  if (oid === oids.date) return (text) => text;
  return pg.types.getTypeParser(oid, format);
}
