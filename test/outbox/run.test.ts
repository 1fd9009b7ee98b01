import { afterEach, expect, test } from 'vitest';
import { listen } from '../../src/db/listen.ts';
import type { Handler } from '../../src/outbox/dispatch.ts';
import { outboxChannel } from '../../src/outbox/enqueue.ts';
import { type Outbox, runOutbox } from '../../src/outbox/run.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { dispatcher, messages, post } from './messages.ts';

const { em, connection } = useDatabase();
const never = 3_600_000;
const faults: unknown[] = [];
let outbox: Outbox | undefined;
afterEach(async () => {
  await outbox?.stop();
  outbox = undefined;
  faults.length = 0;
});

async function run(note: Handler, pollMs = never): Promise<Outbox> {
  const ignore = () => {};
  outbox = await runOutbox({
    ...dispatcher(em, { note }),
    lanes: 3,
    pollMs,
    log: { debug: ignore, info: ignore, warn: ignore, error: (data) => faults.push(data['cause']) },
    listen: (onWake) => listen(connection(), outboxChannel, onWake, ignore),
  });
  return outbox;
}

/** A handler that remembers what it was given. */
function collect(): { note: Handler; handled: string[] } {
  const handled: string[] = [];
  return { handled, note: async ({ key }) => void handled.push(key) as undefined };
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
  let turn = 0;
  const later: Handler = async (message, inner) => {
    turn += 1;
    if (turn > 1) return await note(message, inner);
    return { retryAt: message.attempts === 0 ? new Date(0) : new Date(), reason: 'no room yet' };
  };
  await post(em(), 'a');

  await run(later, 20);

  await until(() => handled.length === 1);
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
