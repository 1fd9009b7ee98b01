import pg from 'pg';
import { UserError } from '../errors.ts';
import { clientOptions } from './listen.ts';
import { migrationLock } from './migrate.ts';
import type { Connection } from './orm.ts';

/**
 * Makes sure that nobody else works on a database, until `release`: whoever starts meanwhile waits
 * where it would bring the schema up to date. Throws UserError when somebody is there.
 */
export async function beAlone(connection: Connection): Promise<{ release: () => Promise<void> }> {
  const client = new pg.Client({
    ...clientOptions(connection),
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ is_taken: boolean; others: number }>(
      `select pg_try_advisory_lock($1) as is_taken, count(a.pid)::int as others
         from (select pid from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                  and backend_type = 'client backend') a`,
      [migrationLock],
    );
    if (rows[0]?.is_taken && rows[0].others === 0) return { release: () => client.end() };
    throw new UserError(
      'conflict',
      'A bot or another program is working on this database.',
      'Stop it first; one that was killed is gone from the database after some seconds.',
    );
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** What a database holds: nothing at all, the tables of this program, or those of another one. */
export async function contentOf(connection: Connection): Promise<'nothing' | 'ours' | 'others'> {
  const client = new pg.Client({ ...clientOptions(connection), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ tables: number; is_ours: boolean }>(
      `select count(*) filter (where tablename <> 'schema_migrations')::int as tables,
              coalesce(bool_or(tablename = 'schema_migrations'), false) as is_ours
         from pg_tables where schemaname = 'public'`,
    );
    if (rows[0]?.tables === 0) return 'nothing';
    return rows[0]?.is_ours ? 'ours' : 'others';
  } finally {
    await client.end();
  }
}
