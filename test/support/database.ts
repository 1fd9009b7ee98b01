import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  connection: { host: string; port: number; user: string; dbName: string };
  /** Removes the database, closing whatever is still connected to it. */
  drop: () => Promise<void>;
};

/** A new database with the current schema and no rows: one per test file, or per test. */
export async function createDatabase(): Promise<TestDatabase> {
  const { host, port, template } = inject('postgres');
  const dbName = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${dbName} template ${template}`);
  return {
    connection: { host, port, user: 'postgres', dbName },
    drop: () => administer(`drop database ${dbName} with (force)`),
  };
}

async function administer(statement: string): Promise<void> {
  const { host, port } = inject('postgres');
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
