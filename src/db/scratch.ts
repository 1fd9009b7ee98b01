import pg from 'pg';
import { clientOptions } from './listen.ts';
import type { Connection } from './orm.ts';

const notAllowed = '42501';

/**
 * Makes an empty database beside ours, hands it over and removes it. One that a killed process left
 * is removed first; so only one at a time may use it. Null when our account may make no databases.
 */
export async function withScratch<T>(
  connection: Connection,
  use: (scratch: Connection) => Promise<T>,
): Promise<T | null> {
  const client = new pg.Client({ ...clientOptions(connection), connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const name = await nameBeside(client);
    const drop = () => client.query(`drop database if exists ${name} with (force)`);
    await drop();
    if (!(await create(client, name))) return null;
    try {
      return await use(onSameServer(connection, name));
    } finally {
      await drop();
    }
  } finally {
    await client.end();
  }
}

/** Several bots may have their databases on one server. */
async function nameBeside(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ oid: string }>(
    'select oid::text as oid from pg_database where datname = current_database()',
  );
  return `shelfwarden_check_${rows[0]?.oid}`;
}

async function create(client: pg.Client, name: string): Promise<boolean> {
  try {
    await client.query(`create database ${name} template template0`);
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === notAllowed) return false;
    throw error;
  }
}

function onSameServer(connection: Connection, dbName: string): Connection {
  if (!('clientUrl' in connection)) return { ...connection, dbName };
  const address = new URL(connection.clientUrl);
  address.pathname = `/${dbName}`;
  return { clientUrl: address.href };
}
