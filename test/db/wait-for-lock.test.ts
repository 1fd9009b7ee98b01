import { expect, test } from 'vitest';
import { takeLock } from '../../src/db/lock.ts';
import { waitForLock } from '../../src/db/wait-for-lock.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { connection } = useDatabase();
const key = { space: 1, id: 3 };

function wait(signal = new AbortController().signal) {
  const told = { others: 0, faults: [] as unknown[] };
  const onOther = () => void (told.others += 1);
  const onFault = (error: unknown) => void told.faults.push(error);
  return { told, lock: waitForLock(connection(), key, { signal, onOther, onFault }) };
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

  const lock = waitForLock(nobody, key, {
    signal: stop.signal,
    onOther: () => {},
    onFault: (error) => void faults.push(error),
  });
  await until(() => faults.length > 1);
  stop.abort();

  expect(await lock).toBeNull();
});
