import { expect, test } from 'vitest';
import { dispatchOne, type Handler } from '../../src/outbox/dispatch.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { collect, dispatcher, leaveTrace, messages, post, traces } from './messages.ts';

const { em, openSecond } = useDatabase();

test('eight dispatchers of two processes handle each message once', async () => {
  const secondEm = await openSecond();
  for (let number = 0; number < 40; number++) await post(em(), `m${number}`);
  const { note, handled } = collect();

  await Promise.all(
    [em, em, em, em, secondEm, secondEm, secondEm, secondEm].map(async (pool) => {
      while (await dispatchOne(dispatcher(pool, { note })));
    }),
  );

  expect(handled.toSorted()).toEqual(Array.from({ length: 40 }, (_, n) => `m${n}`).toSorted());
  expect((await messages(em())).every(({ status }) => status === 'done')).toBe(true);
});

test('messages of one lane are handled one after the other in the order they were written', async () => {
  const lanes = ['red', 'green', 'blue'];
  for (let number = 0; number < 30; number++) {
    await post(em(), `m${number}`, { lane: lanes[number % 3] ?? '', payload: { number } });
  }
  const inWork = new Set<unknown>();
  const seen: number[] = [];
  const overlaps: string[] = [];
  const note: Handler = async ({ key, payload }, inner) => {
    const lane = Number(payload['number']) % 3;
    if (inWork.has(lane)) overlaps.push(key);
    inWork.add(lane);
    await inner.execute('select pg_sleep(0.002)');
    seen.push(Number(payload['number']));
    inWork.delete(lane);
    return undefined;
  };
  const options = dispatcher(em, { note });

  while ((await messages(em())).some(({ status }) => status === 'pending')) {
    await Promise.all(Array.from({ length: 8 }, () => dispatchOne(options)));
  }

  expect(overlaps).toEqual([]);
  for (const lane of [0, 1, 2]) {
    const ofLane = seen.filter((number) => number % 3 === lane);
    expect(ofLane).toEqual(ofLane.toSorted((a, b) => a - b));
    expect(ofLane).toHaveLength(10);
  }
});

test('two lanes are at work at the same time', async () => {
  await post(em(), 'a');
  await post(em(), 'b');
  const atWork = new Set<string>();
  const note: Handler = async ({ key }) => {
    atWork.add(key);
    await until(() => atWork.size === 2);
    return undefined;
  };
  const options = dispatcher(em, { note });

  const results = await Promise.all([dispatchOne(options), dispatchOne(options)]);

  expect(results).toEqual([true, true]);
});

test('a dispatcher whose connection is cut leaves the message to be handled again', async () => {
  await post(em(), 'a');
  let isCut = false;
  const note: Handler = async (_, inner) => {
    await leaveTrace(inner, 'handled');
    if (isCut) return undefined;
    isCut = true;
    const [own] = await inner.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
    await em().execute('select pg_terminate_backend(?, 5000)', [own?.pid]);
    await inner.execute('select 1');
    return undefined;
  };
  const options = dispatcher(em, { note });

  const first = await dispatchOne(options).then(
    () => 'handled',
    () => 'cut off',
  );
  const afterwards = await messages(em());
  await dispatchOne(options);

  expect(first).toBe('cut off');
  expect(afterwards).toMatchObject([{ status: 'pending', attempts: 0 }]);
  expect(await messages(em())).toMatchObject([{ status: 'done' }]);
  expect(await traces(em())).toEqual(['handled']);
});
