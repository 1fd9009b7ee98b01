import type { EntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { emptyTables } from './empty-tables.ts';

/** One database for the tests of a file, emptied before each of them. */
export type UsedDatabase = {
  em: () => EntityManager;
  connection: () => TestDatabase['connection'];
  /** Another pool on the same database, as a second process has; closed with the file. */
  openSecond: () => Promise<() => EntityManager>;
};

const poolMax = 16;

export function useDatabase(): UsedDatabase {
  let database: TestDatabase;
  const pools: Orm[] = [];
  const place: UsedDatabase = {
    em: () => (pools[0] as Orm).em.fork(),
    connection: () => database.connection,
    async openSecond() {
      const orm = await openOrm(database.connection, poolMax);
      pools.push(orm);
      return () => orm.em.fork();
    },
  };
  beforeAll(async () => {
    database = await createDatabase();
    pools.push(await openOrm(database.connection, poolMax));
  });
  beforeEach(() => place.em().execute(emptyTables));
  afterAll(async () => {
    for (const orm of pools) await orm.close();
    await database.drop();
  });
  return place;
}
