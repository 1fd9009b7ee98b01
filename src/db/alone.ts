import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { UserError } from '../errors.ts';
import { clientOptions } from './listen.ts';
import { migrationLock } from './migrate.ts';
import type { Connection } from './orm.ts';

/** The server takes a moment to notice that a program has ended. */
const [mostTries, waitMs] = [12, 250];

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
    for (let tries = 1; !(await isAlone(client)); tries += 1) {
      if (tries === mostTries) throw somebodyThere();
      await sleep(waitMs);
    }
    return { release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Takes the lock, which a connection may take more than once, and looks who else is there. */
async function isAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is_taken: boolean; others: number }>(
    `select pg_try_advisory_lock($1) as is_taken, count(a.pid)::int as others
       from (select pid from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()
                and backend_type = 'client backend') a`,
    [migrationLock],
  );
  return rows[0]?.is_taken === true && rows[0].others === 0;
}

function somebodyThere(): UserError {
  return new UserError(
    'conflict',
    'A bot or another program is working on this database.',
    'Stop it first.',
  );
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
