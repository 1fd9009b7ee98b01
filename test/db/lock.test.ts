import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../src/db/lock.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const key = { space: 1, id: 2 };

let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(() => database.drop());

test('nobody else gets a lock until its holder releases it', async () => {
  const first = await takeLock(database.connection, key);

  const whileHeld = await takeLock(database.connection, key);
  await first?.release();
  const afterwards = await takeLock(database.connection, key);

  expect(whileHeld).toBeNull();
  expect(afterwards).not.toBeNull();
  await afterwards?.release();
});

test('locks of other keys and of other databases do not exclude each other', async () => {
  const other = await createDatabase();
  const first = await takeLock(database.connection, key);

  const otherKey = await takeLock(database.connection, { ...key, id: 3 });
  const otherDatabase = await takeLock(other.connection, key);

  expect(otherKey).not.toBeNull();
  expect(otherDatabase).not.toBeNull();
  for (const lock of [first, otherKey, otherDatabase]) await lock?.release();
  await other.drop();
});

test('a server address given as one text works as well', async () => {
  const { host, port, user, dbName } = database.connection;
  const clientUrl = `postgres://${user}@/${dbName}?host=${host}&port=${port}`;

  const lock = await takeLock({ clientUrl }, key);

  expect(await takeLock(database.connection, key)).toBeNull();
  await lock?.release();
});

test('a broken connection tells its holder and frees the lock', async () => {
  const held = await takeLock(database.connection, key);
  const isLost = new Promise((resolve) => held?.lost.addEventListener('abort', resolve));
  const { dbName, ...server } = database.connection;
  const client = new pg.Client({ ...server, database: dbName });
  await client.connect();

  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [dbName],
  );

  await isLost;
  const next = await takeLock(database.connection, key);
  expect(next).not.toBeNull();
  await next?.release();
  await client.end();
});
