import pg from 'pg';
import { expect, test } from 'vitest';
import { holdLock } from '../../src/db/hold-lock.ts';
import { takeLock } from '../../src/db/lock.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { connection, em } = useDatabase();
const key = { space: 1, id: 3 };

function wait(signal = new AbortController().signal) {
  const told = { others: 0, faults: [] as unknown[] };
  const onOther = () => void (told.others += 1);
  const onFault = (error: unknown) => void told.faults.push(error);
  return { told, lock: holdLock(connection(), key, { signal, onOther, onFault }) };
}

test('who waits gets the lock when its holder is gone, and hears of others until then', async () => {
  const first = await wait().lock;
  const { told, lock } = wait();
  await until(() => told.others > 0);

  await first?.release();
  const second = await lock;

  expect(await takeLock(connection(), key)).toBeNull();
  expect(told.faults).toEqual([]);
  await second?.release();
});

test('who is told to stop waits no longer and leaves the lock alone', async () => {
  const first = await wait().lock;
  const stop = new AbortController();
  const { told, lock } = wait(stop.signal);
  await until(() => told.others > 0);

  stop.abort();

  expect(await lock).toBeNull();
  await first?.release();
  const next = await takeLock(connection(), key);
  expect(next).not.toBeNull();
  await next?.release();
});

test('a database that does not answer is told and asked again', async () => {
  const stop = new AbortController();
  const faults: unknown[] = [];
  const nobody = { clientUrl: 'postgresql://postgres@127.0.0.1:1/none' };

  const lock = holdLock(nobody, key, {
    signal: stop.signal,
    onOther: () => {},
    onFault: (error) => void faults.push(error),
  });
  await until(() => faults.length > 1);
  stop.abort();

  expect(await lock).toBeNull();
});

/** Ends the connection that holds the lock, as a restart of the server does. */
const cut = () =>
  em().execute(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and classid = ? and objid = ? and granted
        and database = (select oid from pg_database where datname = current_database())`,
    [key.space, key.id],
  );
const holders = async () => {
  const rows = await em().execute<{ pid: number }[]>(
    `select pid from pg_locks where locktype = 'advisory' and classid = ? and objid = ?
        and database = (select oid from pg_database where datname = current_database())`,
    [key.space, key.id],
  );
  return rows.map(({ pid }) => pid);
};

test('a lock that went with its connection is taken anew, and was never lost', async () => {
  const held = await wait().lock;
  const [before] = await holders();

  await cut();
  await until(async () => {
    const [now] = await holders();
    return now && now !== before;
  });

  expect(held?.lost.aborted).toBe(false);
  await held?.release();
  expect(await holders()).toEqual([]);
});

test('it is lost when somebody else was faster', async () => {
  const held = await wait().lock;
  const faster = new pg.Client({ ...connection(), database: connection().dbName });
  await faster.connect();
  const queued = faster.query('select pg_advisory_lock($1, $2)', [key.space, key.id]);
  await until(async () => (await holders()).length === 2);

  await cut();
  await queued;

  await until(() => held?.lost.aborted === true);
  await held?.release();
  expect(await holders()).toHaveLength(1);
  await faster.end();
});
