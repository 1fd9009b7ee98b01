import type { EntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { createDatabase, type TestDatabase } from './database.ts';

/** One database for the tests of a file, emptied before each of them. */
export type UsedDatabase = {
  em: () => EntityManager;
  connection: () => TestDatabase['connection'];
  /** Another pool on the same database, as a second process has; closed with the file. */
  openSecond: () => Promise<() => EntityManager>;
};

const poolMax = 16;
const singleRows = ['tracker_session', 'download_client_login', 'seedbox_session', 'search_state'];

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
  beforeEach(() => empty(place.em()));
  afterAll(async () => {
    for (const orm of pools) await orm.close();
    await database.drop();
  });
  return place;
}

/** Deleting is faster than truncating as long as there are few rows. */
async function empty(em: EntityManager): Promise<void> {
  await em.execute(`
    do $$
    declare place text;
    begin
      set local session_replication_role = replica;
      for place in select tablename from pg_tables
                    where schemaname = 'public' and tablename <> 'schema_migrations' loop
        execute format('delete from %I', place);
      end loop;
      perform setval(sequence.oid, 1, false)
         from pg_class sequence join pg_depend d on d.objid = sequence.oid and d.deptype = 'a'
         join pg_class owner on owner.oid = d.refobjid and owner.relname <> 'schema_migrations'
        where sequence.relkind = 'S' and sequence.relnamespace = 'public'::regnamespace;
    end $$`);
  for (const table of singleRows) await em.execute(`insert into ${table} (id) values (1)`);
}
