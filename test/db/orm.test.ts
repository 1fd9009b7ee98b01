import type { EntityManager } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOrm, type Orm } from '../../src/db/orm.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, connection } = useDatabase();
let orm: Orm;
beforeEach(async () => {
  orm = await openOrm(connection(), 2);
});
afterEach(() => orm.close());

/** A unit of work from a pool of two connections. */
const smallEm = () => orm.em.fork();

async function cut(pids: readonly number[]): Promise<void> {
  for (const pid of pids) await em().execute('select pg_terminate_backend(?, 5000)', [pid]);
}

async function pidOf(inner: EntityManager): Promise<number> {
  const [row] = await inner.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
  return row?.pid ?? 0;
}

test('transactions whose connections are cut give their places in the pool back', async () => {
  for (let time = 0; time < 3; time++) {
    const broken = smallEm().transactional(async (inner) => {
      await cut([await pidOf(inner)]);
      await inner.execute('select 1');
    });
    await expect(broken).rejects.toThrow(/onnection|EPIPE/);
  }

  expect(await smallEm().transactional(pidOf)).toBeGreaterThan(0);
});

test('connections cut while nobody used them are replaced', async () => {
  for (let time = 0; time < 3; time++) {
    const pids = await Promise.all([
      smallEm().transactional(pidOf),
      smallEm().transactional(pidOf),
    ]);
    await cut(pids);
    // The first statement on each may still find the dead connection.
    await Promise.allSettled([smallEm().transactional(pidOf), smallEm().transactional(pidOf)]);
  }

  expect(
    await Promise.all([smallEm().transactional(pidOf), smallEm().transactional(pidOf)]),
  ).toHaveLength(2);
});

test('a statement outside a transaction that is cut fails with its own reason', async () => {
  const running = smallEm().execute('select pg_terminate_backend(pg_backend_pid()), pg_sleep(5)');

  await expect(running).rejects.toThrow('terminating connection');
  await until(() => pidOf(smallEm()).catch(() => null));
});

test.each([
  ['bigint', 'select 9000000000::bigint as value', 9_000_000_000],
  ['numeric', 'select 1.25::numeric as value', 1.25],
  ['count', 'select count(*) as value from books', 0],
  [
    'timestamptz',
    "select '2026-06-10 12:00+02'::timestamptz as value",
    new Date('2026-06-10T10:00:00Z'),
  ],
  ['date', "select '2026-06-10'::date as value", '2026-06-10'],
  ['jsonb', `select '{"a":[1]}'::jsonb as value`, { a: [1] }],
  ['text', "select '12' as value", '12'],
])('a raw query answers %s as a value of the program', async (_, statement, value) => {
  const [row] = await em().execute<{ value: unknown }[]>(statement);

  expect(row?.value).toEqual(value);
});

test.each(["it's", "back\\slash \\' or", 'who? what?? $1 :name', '"quoted"', 'ünï 🎧', '%_[]'])(
  'a parameter comes back as it was given: %s',
  async (text) => {
    const [row] = await em().execute<{ plain: string; json: string }[]>(
      `select ?::text as plain, ?::jsonb ->> 'text' as json`,
      [text, JSON.stringify({ text })],
    );

    expect(row).toEqual({ plain: text, json: text });
  },
);
