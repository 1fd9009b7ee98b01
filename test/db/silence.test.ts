import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { type StatementGate, startStatementGate } from '../faults/statement-gate.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { connection } = useDatabase();
const patience = { askAfterMs: 50, answerWithinMs: 250 };

let gate: StatementGate;
let orm: Orm;
/** While set, the server takes every statement and answers none. */
let hanging: PromiseWithResolvers<void> | null = null;

beforeEach(async () => {
  const { host, port, user, dbName } = connection();
  gate = await startStatementGate({ host, port }, () => hanging?.promise);
  const way = { host: '127.0.0.1', port: gate.port, user, dbName };
  orm = await openOrm(way, 2, { patience });
});
afterEach(async () => {
  hanging?.resolve();
  hanging = null;
  await gate.stop();
  await orm.close();
});

const ask = () => orm.em.fork().execute('select 1 as one');

/** Two connections in the middle of a transaction, and one statement that waits for a place. */
async function threeAtOnce(): Promise<PromiseSettledResult<unknown>[]> {
  const { promise: isHanging, resolve: hang } = Promise.withResolvers<void>();
  let begun = 0;
  const transaction = () =>
    orm.em.fork().transactional(async (em) => {
      await em.execute('select 1');
      begun += 1;
      if (begun === 2) hang();
      await isHanging;
      await em.execute('select 2');
    });
  void isHanging.then(() => {
    hanging = Promise.withResolvers();
  });
  const transactions = [transaction(), transaction()];
  await isHanging;
  return Promise.allSettled([...transactions, ask()]);
}

test('a database that takes statements and never answers is told as one that does not answer', async () => {
  const given = await threeAtOnce();

  for (const one of given) {
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { service: 'database', kind: 'unreachable' },
    });
  }
});

test('a database that answers again is used again, with all places of the pool', async () => {
  await threeAtOnce();
  hanging?.resolve();
  hanging = null;

  const places = () =>
    Promise.all(
      [1, 2].map(() =>
        orm.em.fork().transactional(async (em) => {
          const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
          await sleep(50);
          return row?.pid;
        }),
      ),
    );
  const pids = await until(() => places().catch(() => null));
  expect(new Set(pids).size).toBe(2);
});

test('a statement that waits for its turn longer than that is left waiting', async () => {
  const waits = orm.em.fork().execute<{ done: number }[]>('select 1 as done, pg_sleep(1)');

  expect(await waits).toMatchObject([{ done: 1 }]);
});
