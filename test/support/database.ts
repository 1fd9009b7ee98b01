import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { emptyTables, schemaPrint } from './empty-tables.ts';

export type TestDatabase = {
  connection: { host: string; port: number; user: string; dbName: string };
  /** Ends its use, closing whatever is still connected to it. */
  drop: () => Promise<void>;
};

/** What tests of this worker are done with and the next may have: a copy takes many times the work of emptying one. */
const spare: string[] = [];

/** A database with the current schema and no rows: one per test file, or per test. */
export async function createDatabase(): Promise<TestDatabase> {
  const { host, port, template } = inject('postgres');
  let dbName = spare.pop();
  if (!dbName) {
    dbName = `test_${randomUUID().replaceAll('-', '')}`;
    await ask('postgres', `create database ${dbName} template ${template}`);
  }
  const connection = { host, port, user: 'postgres', dbName };
  return { connection, drop: () => giveBack(connection.dbName) };
}

/** Whose schema a test changed, or where somebody is still at work, is of no use to another. */
async function giveBack(dbName: string): Promise<void> {
  const isAsMade = await within(dbName, async (client) => {
    if (!(await isLeft(client))) return false;
    const kept = await client.query(`select to_regclass('public.schema_migrations') as migrations`);
    if (kept.rows[0]?.migrations === null) return false;
    const { rows } = await client.query<{ print: string }>(schemaPrint);
    if (rows[0]?.print !== inject('postgres').schemaPrint) return false;
    await client.query(emptyTables);
    return true;
  });
  if (isAsMade) spare.push(dbName);
  else await ask('postgres', `drop database ${dbName} with (force)`);
}

/** A session that was closed needs a moment until it is gone. */
async function isLeft(client: pg.Client): Promise<boolean> {
  for (let looks = 0; looks < 10; looks += 1) {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where datname = current_database()
          and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    if (rowCount === 0) return true;
    await sleep(10);
  }
  return false;
}

function ask(database: string, statement: string): Promise<unknown> {
  return within(database, (client) => client.query(statement));
}

async function within<Result>(
  database: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const { host, port } = inject('postgres');
  const client = new pg.Client({ host, port, user: 'postgres', database });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
