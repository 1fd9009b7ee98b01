import pg from 'pg';
import type { Server } from '../crash/scene.ts';

/** A database of its own for one seed. */
export async function createCopy({ host, port }: Server, template: string, seed: number) {
  const server = { host, port, user: 'postgres' };
  const dbName = `years_${seed}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ ...server, database: 'postgres' });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await administer(`create database ${dbName} template ${template}`);
  return {
    connection: { ...server, dbName },
    drop: () => administer(`drop database ${dbName} with (force)`),
  };
}
