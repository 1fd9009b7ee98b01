import { access } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { messageOf, UserError } from '../errors.ts';
import type { ForeignTables } from './tables.ts';

const shortMs = 10_000;

/** Opens a SQLite file or, by its address, a PostgreSQL database for reading. Throws UserError. */
export async function openTables(source: string): Promise<ForeignTables> {
  return /^postgres(?:ql)?(?:\+\w+)?:\/\//.test(source)
    ? await openPostgres(source.replace(/^[^:]+/, 'postgres'))
    : await openSqlite(source.replace(/^sqlite(?:\+\w+)?:\/{3}/, ''));
}

async function openPostgres(url: string): Promise<ForeignTables> {
  // Every value as its text: nothing depends on what the driver makes of a type.
  const types = { getTypeParser: () => (value: string | Buffer) => String(value) };
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: shortMs,
    types,
    options: '-c default_transaction_read_only=on -c timezone=UTC',
  });
  try {
    await client.connect();
  } catch (error) {
    const hint = 'Is the server on, and does the address have the right name and password?';
    throw new UserError('bad_input', `The database does not answer: ${messageOf(error)}.`, hint);
  }
  const select = async (what: string, table: string) => {
    const found = await client.query('select to_regclass($1) as place', [`"${table}"`]);
    if (found.rows[0]?.place === null) return [];
    return (await client.query<Record<string, unknown>>(`select ${what} from "${table}"`)).rows;
  };
  return {
    rows: (table) => select('*', table),
    count: async (table) => Number((await select('count(*) as count', table))[0]?.['count'] ?? 0),
    close: () => client.end(),
  };
}

async function openSqlite(file: string): Promise<ForeignTables> {
  try {
    await access(file);
    const database = new DatabaseSync(file, { readOnly: true });
    const find = database.prepare(`select 1 from sqlite_master where type = 'table' and name = ?`);
    find.get('');
    const select = (what: string, table: string) =>
      find.get(table) ? database.prepare(`select ${what} from "${table}"`).all() : [];
    return {
      rows: async (table) => select('*', table),
      count: async (table) => Number(select('count(*) as count', table)[0]?.['count'] ?? 0),
      close: async () => database.close(),
    };
  } catch (error) {
    const hint = 'Give the path of a SQLite file, or postgres://name:password@host/database.';
    throw new UserError('bad_input', `${file} cannot be read: ${messageOf(error)}.`, hint);
  }
}
