import { Migrator } from '@mikro-orm/migrations';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Connection, openOrm, type Orm } from './orm.ts';
import { placeOf, type Sequence, type TableRows, textForms } from './snapshot.ts';

/** What is loaded; the sequences are known when the last table was read. */
export type Source = {
  migrations: readonly string[];
  tables: AsyncIterable<TableRows>;
  sequences: () => readonly Sequence[];
};

/** Everything in schema public that belongs to no extension; the migrator's own table it wants to keep. */
const wipe = `
  do $$
  declare one record;
  begin
    for one in select c.relname, c.relkind from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm', 'r', 'p')
                  and c.relname <> 'schema_migrations'
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    loop
      execute format('drop %s if exists public.%I cascade',
        case one.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
        one.relname);
    end loop;
    for one in select p.oid::regprocedure::text as name from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop
      execute format('drop routine %s cascade', one.name);
    end loop;
    truncate public.schema_migrations restart identity;
  end $$`;

/**
 * Replaces the whole content of a database, all or nothing, by the schema as it was when the source
 * was made, and its rows. With `steps` every migration since follows, and what they do; all of it is
 * committed at once.
 */
export async function loadSnapshot(
  connection: Connection,
  source: Source,
  steps?: Record<'before' | 'after', (em: EntityManager) => Promise<void>>,
): Promise<void> {
  // One connection: rows are streamed over the very one that holds the transaction.
  const orm = await openOrm(connection, 1, { extensions: [Migrator] });
  try {
    const pool = await orm.em.getConnection().getNativeClient();
    // The migrator prepares itself outside of any transaction.
    await orm.migrator.getExecuted();
    let held: pg.PoolClient | undefined;
    pool.on('acquire', (client) => (held = client));
    await orm.em.fork().transactional(async (em) => {
      await em.execute(textForms);
      if (!held) throw new Error('the pool gave no connection');
      await steps?.before(em);
      await fill(em, orm, held, source);
      if (!steps) return;
      await orm.migrator.up({ transaction: em.getTransactionContext() });
      await steps.after(em);
    });
  } finally {
    await orm.close();
  }
}

async function fill(
  em: EntityManager,
  orm: Orm,
  client: pg.PoolClient,
  source: Source,
): Promise<void> {
  await em.execute(wipe);
  const migrations = [...source.migrations];
  await orm.migrator.up({ transaction: em.getTransactionContext(), migrations });
  const references = await takeReferencesAway(em);
  await truncateAll(em);
  for await (const { name, columns, rows } of source.tables) {
    await pipeline(
      Readable.from(rows, { objectMode: false }),
      client.query(copyFrom(`copy ${placeOf(name, columns)} from stdin`)),
    );
  }
  for (const { name, value } of source.sequences()) {
    const place = `public.${pg.escapeIdentifier(name)}`;
    await em.execute('select setval(?::regclass, ?, ?)', [place, value ?? 1, value !== null]);
  }
  for (const statement of references) await em.execute(statement);
}

/** Tables come in any order; the statements that give the references back check every row. */
async function takeReferencesAway(em: EntityManager): Promise<string[]> {
  const keys = await em.execute<{ table: string; name: string; definition: string }[]>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
            pg_get_constraintdef(oid) as definition
       from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  );
  for (const { table, name } of keys) {
    await em.execute(`alter table ${table} drop constraint ${name}`);
  }
  return keys.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  );
}

/** Migrations put rows into some tables, which are among those that are loaded. */
async function truncateAll(em: EntityManager): Promise<void> {
  const [row] = await em.execute<{ tables: string }[]>(
    `select string_agg(format('public.%I', tablename), ', ') as tables from pg_tables
      where schemaname = 'public'`,
  );
  await em.execute(`truncate ${row?.tables}`);
}
