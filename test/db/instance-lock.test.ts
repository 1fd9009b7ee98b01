import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeInstanceLock } from '../../src/db/instance-lock.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(() => database.drop());

test('a second instance is refused until the first one releases the lock', async () => {
  const first = await takeInstanceLock(database.connection, vi.fn());

  const whileHeld = await takeInstanceLock(database.connection, vi.fn());
  await first?.release();
  const afterwards = await takeInstanceLock(database.connection, vi.fn());

  expect(whileHeld).toBeNull();
  expect(afterwards).not.toBeNull();
  await afterwards?.release();
});

test('instances on different databases do not exclude each other', async () => {
  const other = await createDatabase();
  const first = await takeInstanceLock(database.connection, vi.fn());

  const second = await takeInstanceLock(other.connection, vi.fn());

  expect(second).not.toBeNull();
  await first?.release();
  await second?.release();
  await other.drop();
});

test('a server address given as one text works as well', async () => {
  const { host, port, user, dbName } = database.connection;
  const clientUrl = `postgres://${user}@/${dbName}?host=${host}&port=${port}`;

  const lock = await takeInstanceLock({ clientUrl }, vi.fn());

  expect(await takeInstanceLock(database.connection, vi.fn())).toBeNull();
  await lock?.release();
});

test('losing the connection is reported once, and the lock is free again', async () => {
  const { promise: loss, resolve: onLost } = Promise.withResolvers<Error>();
  await takeInstanceLock(database.connection, onLost);
  const { dbName, ...server } = database.connection;
  const client = new pg.Client({ ...server, database: dbName });
  await client.connect();

  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [dbName],
  );

  expect((await loss).message).toMatch(/terminat/);
  const next = await takeInstanceLock(database.connection, vi.fn());
  expect(next).not.toBeNull();
  await next?.release();
  await client.end();
});
