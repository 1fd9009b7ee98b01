import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/** Bytes of each table with its indexes; `everything else` are the catalogues of PostgreSQL. */
export type Sizes = ReadonlyMap<string, number>;

/** A picture of 500 by 500 points, as the catalogue has them; the stand-in's are drawn and weigh little. */
const coverBytes = 50 * 1024;

/** Gives new covers the weight of real ones. */
export async function weighCovers(client: pg.Client): Promise<void> {
  await client.query('update covers set bytes = bytes || $1 where length(bytes) < $2', [
    randomBytes(coverBytes),
    coverBytes,
  ]);
}

/** As the server does by itself, which the clock of the simulation does not let it: by the thresholds of each table. */
export async function vacuum(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select s.schemaname || '.' || c.relname as name
      from pg_class c join pg_stat_all_tables s on s.relid = c.oid,
           lateral (select coalesce(max(option_value::float8)
                             filter (where option_name = 'autovacuum_vacuum_threshold'), 50) as rows,
                           coalesce(max(option_value::float8)
                             filter (where option_name = 'autovacuum_vacuum_scale_factor'), 0.2) as share
                      from pg_options_to_table(c.reloptions)
                     where option_name like 'autovacuum_vacuum%') least
     where s.schemaname in ('public', 'pg_catalog')
       and s.n_dead_tup > least.rows + least.share * greatest(c.reltuples, 0)`);
  for (const { name } of rows) await client.query(`vacuum analyze ${name}`);
}

export async function readSizes(client: pg.Client): Promise<Sizes> {
  const { rows } = await client.query<{ name: string; bytes: string }>(`
    with tables as (
      select relname as name, pg_total_relation_size(oid) as bytes
        from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
    select name, bytes from tables
     union all
    select 'everything else', pg_database_size(current_database()) - sum(bytes) from tables`);
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

/** How much larger each became, or how much smaller. */
export function growthBetween(before: Sizes, after: Sizes): Map<string, number> {
  return new Map([...after].map(([name, bytes]) => [name, bytes - (before.get(name) ?? 0)]));
}

export function totalOf(sizes: Sizes): number {
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
