import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { clientOptions } from './listen.ts';
import type { Connection } from './orm.ts';

/** The rows of a table in the text format of COPY, in pieces of any length; derived columns are left out. */
export type TableRows = { name: string; columns: readonly string[]; rows: AsyncIterable<Buffer> };

/** Where a sequence stands; null when it was never used. */
export type Sequence = { name: string; value: number | null };

/** All of a database at one moment. Each table's rows are to be read before the next table. */
export type Snapshot = {
  migrations: readonly string[];
  tables: AsyncIterable<TableRows>;
  sequences: readonly Sequence[];
};

/** How values are written, whatever the server's defaults; both ways need the same. */
export const textForms = `
  set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD';
  set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'`;

/** Shows a database as it is at one moment, while others go on writing to it. */
export async function readSnapshot<T>(
  connection: Connection,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...clientOptions(connection), connectionTimeoutMillis: 10_000 });
  // Whoever reads at that moment gets the same error.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(textForms);
    await client.query('begin isolation level repeatable read read only');
    return await use({
      migrations: await migrationsOf(client),
      tables: tablesOf(client),
      sequences: await sequencesOf(client),
    });
  } finally {
    await client.end();
  }
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from public.schema_migrations order by id',
  );
  return rows.map(({ name }) => name);
}

async function* tablesOf(client: pg.Client): AsyncGenerator<TableRows> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by c.relname order by c.relname`,
  );
  for (const { name, columns } of tables) {
    yield { name, columns, rows: client.query(copyTo(`copy ${placeOf(name, columns)} to stdout`)) };
  }
}

async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value as value from pg_sequences
      where schemaname = 'public' order by sequencename`,
  );
  return rows.map(({ name, value }) => ({ name, value: value === null ? null : Number(value) }));
}

/** A table with its columns, as COPY wants to be told. */
export function placeOf(table: string, columns: readonly string[]): string {
  return `public.${pg.escapeIdentifier(table)} (${columns.map(pg.escapeIdentifier).join(', ')})`;
}
