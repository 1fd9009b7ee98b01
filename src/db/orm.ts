import path from 'node:path';
import type { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from './entities.ts';
import { preparePool } from './pool.ts';
import { type Patience, usualPatience } from './silence.ts';
import { storageFault } from './storage-fault.ts';

/** How to reach a database: a server address, or the socket folder of the embedded one. */
export type Connection =
  | { clientUrl: string }
  | { host: string; port: number; user: string; dbName: string };

export type Orm = MikroORM;

type Options = { extensions?: (typeof Migrator)[]; patience?: Patience };

export const migrationsPath = path.resolve(import.meta.dirname, '../../migrations');

/**
 * Opens a pool of at most `poolMax` connections; nothing is created or migrated here. When the
 * database does not do its part, whatever is asked of it throws ExternalError.
 */
export async function openOrm(
  connection: Connection,
  poolMax: number,
  { extensions = [], patience = usualPatience }: Options = {},
): Promise<Orm> {
  const onPoolCreated = (pool: pg.Pool) => preparePool(pool, connection, patience);
  // By its constructor: `init` would search for extensions and load those that are there, asked for or not.
  const orm = new MikroORM(
    defineConfig({
      ...connection,
      entities,
      extensions,
      forceUtcTimezone: true,
      pool: { min: 0, max: poolMax },
      driverOptions: { types: { getTypeParser }, onPoolCreated },
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

const oids = { bigint: 20, numeric: 1700, timestamptz: 1184, date: 1082 };

/** Raw queries answer with dates and numbers instead of text; our figures stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === oids.timestamptz) return (text) => new Date(text);
  if (oid === oids.bigint || oid === oids.numeric) return Number;
  if (oid === oids.date) return (text) => text;
  return pg.types.getTypeParser(oid, format);
}
