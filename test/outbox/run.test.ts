import { afterEach, expect, test } from 'vitest';
import { listen } from '../../src/db/listen.ts';
import type { Handler } from '../../src/outbox/dispatch.ts';
import { outboxChannel } from '../../src/outbox/enqueue.ts';
import { type Outbox, runOutbox } from '../../src/outbox/run.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { collect, dispatcher, messages, post, start } from './messages.ts';

const { em, connection } = useDatabase();
const never = 3_600_000;
const faults: unknown[] = [];
let outbox: Outbox | undefined;
afterEach(async () => {
  await outbox?.stop();
  outbox = undefined;
  faults.length = 0;
});

async function run(note: Handler, pollMs = never) {
  const ignore = () => {};
  const options = dispatcher(em, { note });
  outbox = await runOutbox({
    ...options,
    lanes: 3,
    pollMs,
    log: { debug: ignore, info: ignore, warn: ignore, error: (data) => faults.push(data['cause']) },
    listen: (onWake) => listen(connection(), outboxChannel, onWake, ignore),
  });
  return { stop: outbox.stop, clock: options.clock };
}

/** Ends the connection that listens, from the server's side, and waits until it is gone. */
async function cutListener(): Promise<void> {
  const rows = await em().execute<{ cut: boolean }[]>(
    `select pg_terminate_backend(pid, 5000) as cut from pg_stat_activity
      where datname = current_database() and query like 'listen %'`,
  );
  expect(rows).toEqual([{ cut: true }]);
}

test('an idle outbox is woken by a message, without waiting for its poll', async () => {
  const { note, handled } = collect();
  await run(note);
  await post(em(), 'first');
  await until(() => handled.length === 1);

  await post(em(), 'second');
  await until(() => handled.length === 2);

  expect(handled).toEqual(['first', 'second']);
});

test('what was written before the start is handled at the start', async () => {
  const { note, handled } = collect();
  await post(em(), 'early');

  await run(note);
  await until(() => handled.length === 1);

  expect(handled).toEqual(['early']);
});

test('a message written while the listening connection is cut is handled when it is back', async () => {
  const { note, handled } = collect();
  await run(note);
  await cutListener();

  await post(em(), 'unheard');
  await until(() => handled.length === 1);
  await cutListener();
  await post(em(), 'again');
  await until(() => handled.length === 2);

  expect(handled).toEqual(['unheard', 'again']);
});

test('what becomes due later is found by the poll', async () => {
  const { note, handled } = collect();
  await post(em(), 'later', { notBefore: new Date(start.getTime() + 60_000) });
  await post(em(), 'now');
  const { clock } = await run(note, 20);
  await until(() => handled.length === 1);

  clock.now = new Date(start.getTime() + 60_000);
  await until(() => handled.length === 2);

  expect(handled).toEqual(['now', 'later']);
});

test('stopping waits for the work in hand', async () => {
  const order: string[] = [];
  const work = Promise.withResolvers<undefined>();
  const running = await run(async () => {
    order.push('begun');
    await work.promise;
    order.push('done');
    return undefined;
  });
  await post(em(), 'a');
  await until(() => order.length === 1);

  const stopped = running.stop().then(() => order.push('stopped'));
  work.resolve(undefined);
  await stopped;

  expect(order).toEqual(['begun', 'done', 'stopped']);
  expect(await messages(em())).toMatchObject([{ status: 'done' }]);
});

test('a stopped outbox takes no further message', async () => {
  const { note, handled } = collect();
  const running = await run(note);
  await running.stop();

  await post(em(), 'late');

  expect(handled).toEqual([]);
  expect(await messages(em())).toMatchObject([{ status: 'pending' }]);
});

test('a fault of the database is logged and the outbox goes on', async () => {
  let turn = 0;
  await post(em(), 'a');

  await run(async (_, inner) => {
    turn += 1;
    if (turn === 1) await inner.execute('select pg_terminate_backend(pg_backend_pid())');
    return undefined;
  }, 20);

  await until(async () => (await messages(em()))[0]?.status === 'done');
  expect(faults).toHaveLength(1);
});
