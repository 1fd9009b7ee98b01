import type { EntityManager } from '@mikro-orm/postgresql';

type Column = { table: string; name: string; type: string; checks: string | null };

/** By the type of a column; references of all tables meet, since every table has the same values. */
const plain: Readonly<Record<string, unknown>> = {
  text: 'x',
  varchar: 'x',
  bool: true,
  int4: 1,
  int8: 1,
  numeric: 1,
  float4: 1,
  float8: 1,
  jsonb: '{}',
  timestamptz: '2026-06-10T10:30:00Z',
  date: '2026-06-10',
  bytea: Buffer.from('x'),
};

/** May be empty by themselves, but not together with others. */
const needed = ['opinion_books.series_id', 'provider_standings.rest_until', 'purchases.is_spent'];

/** Puts a row into every table that has none, with nothing but what must be there; names them. */
export async function fillEveryTable(em: EntityManager): Promise<string[]> {
  const columns = await em.execute<Column[]>(
    `select c.table_name as table, c.column_name as name, c.udt_name as type,
            (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
              where k.contype = 'c' and k.conrelid = c.table_name::regclass
                and c.ordinal_position = any (k.conkey)) as checks
       from information_schema.columns c
      where c.table_schema = 'public' and c.column_default is null
        and (c.is_nullable = 'NO' or c.table_name || '.' || c.column_name in (?))
        and c.is_identity = 'NO' and c.is_generated = 'NEVER'
        and exists (select from pg_tables t where t.tablename = c.table_name)`,
    [needed],
  );
  const tables = await em.execute<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const names = tables.map(({ name }) => name).filter((name) => name !== 'schema_migrations');
  await em.transactional(async (inner) => {
    await inner.execute('set local session_replication_role = replica');
    for (const name of names) {
      const own = columns.filter(({ table }) => table === name);
      const places = own.map((one) => `"${one.name}"`).join(', ');
      const marks = own.map(() => '?').join(', ');
      const values = own.length > 0 ? `(${places}) values (${marks})` : 'default values';
      await inner.execute(
        `insert into "${name}" ${values} on conflict do nothing`,
        own.map(valueFor),
      );
    }
  });
  return names;
}

/** The first of the values that a column may have, else a plain one of its type. */
function valueFor({ type, checks }: Column): unknown {
  const allowed = type === 'text' ? /ARRAY\['([^']*)'::text/.exec(checks ?? '') : null;
  const equal = type === 'text' ? /= '([^']+)'::text/.exec(checks ?? '') : null;
  return allowed?.[1] ?? equal?.[1] ?? plain[type];
}

/** Every row of every table as JSON text, with the derived columns, to compare databases by. */
export async function everyRow(em: EntityManager): Promise<Record<string, string[]>> {
  const tables = await em.execute<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await em.execute<{ row: string }[]>(
      `select row(t.*)::text as row from "${name}" t order by 1`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}
