import pg from 'pg';
import { clientOptions } from '../../src/db/listen.ts';
import type { Connection } from '../../src/db/orm.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * Gives a database the clock of the simulation, which it goes with: a schema before `pg_catalog` whose `now()` and
 * `clock_timestamp()` read one row, and the defaults of the columns go by it. Vacuuming at times of
 * its own would change the order of rows. Answers the simulation's own connection.
 */
export async function openClock(connection: Connection, time: VirtualTime): Promise<pg.Client> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  await client.query(`
      create schema simulated;
      create table simulated.clock (at timestamptz not null);
      create function simulated.now() returns timestamptz language sql stable
        as 'select at from simulated.clock';
      create function simulated.clock_timestamp() returns timestamptz language sql stable
        as 'select at from simulated.clock';
      do $$
      declare found record;
      begin
        execute format('alter database %I set search_path = simulated, public, pg_catalog',
                       current_database());
        for found in select c.relname, a.attname from pg_attrdef d
                       join pg_class c on c.oid = d.adrelid
                       join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                      where pg_get_expr(d.adbin, d.adrelid) = 'now()' loop
          execute format('alter table public.%I alter column %I set default simulated.now()',
                         found.relname, found.attname);
        end loop;
        for found in select tablename from pg_tables where schemaname = 'public' loop
          execute format('alter table public.%I set (autovacuum_enabled = false)', found.tablename);
        end loop;
      end $$`);
  await client.query('insert into simulated.clock values ($1)', [time.now()]);
  time.onMove(async () => {
    const name = 'move the clock';
    await client.query({ name, text: 'update simulated.clock set at = $1', values: [time.now()] });
  });
  return client;
}
