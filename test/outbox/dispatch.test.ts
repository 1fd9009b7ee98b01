import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import { dispatchOne, nextTry } from '../../src/outbox/dispatch.ts';
import { useDatabase } from '../support/use-database.ts';
import { collect, dispatcher, leaveTrace, messages, post, start, traces } from './messages.ts';

const { em } = useDatabase();
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

test('what a handler writes and the mark that its message is done are committed together', async () => {
  await post(em(), 'a');

  const isDone = await dispatchOne(dispatcher(em, { note: async (_, inner) => leave(inner) }));

  expect(isDone).toBe(true);
  expect(await traces(em())).toEqual(['handled']);
  expect(await messages(em())).toMatchObject([{ status: 'done', attempts: 0, last_error: null }]);
});

test('rows of a handler that throws are rolled back, its message stays with the reason', async () => {
  await post(em(), 'a');
  const options = dispatcher(em, {
    async note(_, inner) {
      await leave(inner);
      throw new Error('the disk is full');
    },
  });

  await dispatchOne(options);

  expect(await traces(em())).toEqual([]);
  expect(await messages(em())).toMatchObject([
    { status: 'pending', attempts: 1, last_error: 'the disk is full', not_before: after(1) },
  ]);
});

test('a failed statement of a handler leaves the message to be tried again', async () => {
  await post(em(), 'a');

  await dispatchOne(
    dispatcher(em, { note: async (_, inner) => inner.execute('select * from no_such_table') }),
  );

  const [message] = await messages(em());
  expect(message).toMatchObject({ status: 'pending', attempts: 1 });
  expect(message?.last_error).toContain('no_such_table');
});

test('a reason that PostgreSQL cannot keep as it is does not keep the message from being counted', async () => {
  await post(em(), 'a');

  await dispatchOne(
    dispatcher(em, { note: () => Promise.reject(new Error('name is a\0b\ud800')) }),
  );

  expect(await messages(em())).toMatchObject([{ attempts: 1, last_error: 'name is ab\ufffd' }]);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [10, 512],
  [11, 600],
  [199, 600],
])('after attempt %i the next one comes %i seconds later', (attempts, seconds) => {
  expect(nextTry(new Error('no'), attempts, start)).toEqual(after(seconds));
});

test.each([
  ['in the future, is kept', after(5000), after(5000)],
  ['in the past, is not believed', after(-1), after(2)],
])('a time a service asked for, %s', (_, retryAt, expected) => {
  const error = new ExternalError('tracker', 'throttled', 'wait', { retryAt });

  expect(nextTry(error, 2, start)).toEqual(expected);
});

test('a message that is not due holds up its lane, not the others', async () => {
  await post(em(), 'first', { lane: 'one' });
  await post(em(), 'second', { lane: 'one' });
  await post(em(), 'other', { lane: 'two' });
  const handled: string[] = [];
  const options = dispatcher(em, {
    async note({ key }) {
      handled.push(key);
      if (key === 'first' && handled.length === 1) return { retryAt: after(60), reason: 'no room' };
      return undefined;
    },
  });

  while (await dispatchOne(options));
  const early = [...handled];
  const [waiting] = await messages(em());
  options.clock.now = after(60);
  while (await dispatchOne(options));

  expect(early).toEqual(['first', 'other']);
  expect(waiting).toMatchObject({ attempts: 0, not_before: after(60), last_error: 'no room' });
  expect(handled).toEqual(['first', 'other', 'first', 'second']);
});

test.each([
  ['five failures of ours', 4, new Error('bug')],
  ['two hundred of another program', 199, new ExternalError('tracker', 'refused', 'no')],
])('after %s a message is given up and its lane goes on', async (_, attempts, error) => {
  await post(em(), 'poison', { lane: 'one' });
  await post(em(), 'next', { lane: 'one' });
  await em().execute(`update outbox set attempts = ? where key = 'poison'`, [attempts]);
  const options = dispatcher(em, {
    async note({ key }, inner) {
      if (key === 'poison') throw error;
      await leave(inner);
      return undefined;
    },
  });

  while (await dispatchOne(options));

  expect(await messages(em())).toMatchObject([
    { status: 'dead', attempts: attempts + 1, last_error: error.message },
    { status: 'done' },
  ]);
  expect(await traces(em())).toEqual(['dead poison', 'handled']);
});

test('a failure of another program is not given up after five attempts', async () => {
  await post(em(), 'a');
  await em().execute('update outbox set attempts = 4');
  const error = new ExternalError('qbittorrent', 'refused', 'no');

  await dispatchOne(dispatcher(em, { note: () => Promise.reject(error) }));

  expect(await messages(em())).toMatchObject([{ status: 'pending', attempts: 5 }]);
});

test('after an outage a failure of ours has all its attempts left', async () => {
  await post(em(), 'a');
  const away = new ExternalError('qbittorrent', 'unreachable', 'away');
  const bug = new Error('bug');
  const errors = Array.from({ length: 35 }, (_, index) => (index < 30 ? away : bug));
  const fates: string[] = [];
  for (const error of errors) {
    await em().execute('update outbox set not_before = ?', [start]);
    await dispatchOne(dispatcher(em, { note: () => Promise.reject(error) }));
    const [message] = await messages(em());
    fates.push(`${message?.status} ${message?.attempts} ${message?.waits}`);
  }

  expect(fates.slice(29)).toEqual([
    'pending 0 30',
    'pending 1 0',
    'pending 2 0',
    'pending 3 0',
    'pending 4 0',
    'dead 5 0',
  ]);
});

test.each(['unreachable', 'throttled', 'unauthorized'] as const)(
  'an effect waits for a service that is %s however long that is, news for a chat do not',
  async (kind) => {
    await post(em(), 'work');
    await post(em(), 'news', { kind: 'alert', platform: 'discord' });
    await em().execute('update outbox set attempts = 199');
    const fail = () => Promise.reject(new ExternalError('tracker', kind, 'away'));

    while (await dispatchOne(dispatcher(em, { note: fail, 'note@discord': fail })));

    expect(await messages(em())).toMatchObject([
      { status: 'pending', attempts: 199 },
      { status: 'dead', attempts: 200 },
    ]);
  },
);

test('a message is not given up when telling of it fails', async () => {
  await post(em(), 'a');
  await em().execute('update outbox set attempts = 4');
  const options = dispatcher(em, { note: () => Promise.reject(new Error('bug')) });

  const dispatched = dispatchOne({
    ...options,
    async onDead(message, error, inner) {
      await options.onDead(message, error, inner);
      throw new Error('the alert cannot be written');
    },
  });

  await expect(dispatched).rejects.toThrow('the alert cannot be written');
  expect(await messages(em())).toMatchObject([{ status: 'pending', attempts: 4 }]);
  expect(await traces(em())).toEqual([]);
});

test('a message for a chat platform is left to the process that holds it', async () => {
  await post(em(), 'a', { platform: 'slack' });
  const { note, handled } = collect();

  const byOthers = await dispatchOne(dispatcher(em, { note, 'note@discord': note }));
  const byOwner = await dispatchOne(dispatcher(em, { 'note@slack': note }));

  expect([byOthers, byOwner, handled]).toEqual([false, true, ['a']]);
});

test('a message is written once, in the transaction of what it is about', async () => {
  const rolledBack = em().transactional(async (inner) => {
    await post(inner, 'lost');
    throw new Error('the change failed');
  });
  await rolledBack.catch(() => undefined);

  const written = [await post(em(), 'a'), await post(em(), 'a')];

  expect(written).toEqual([true, false]);
  expect((await messages(em())).map(({ key }) => key)).toEqual(['a']);
});

async function leave(inner: Parameters<typeof leaveTrace>[0]): Promise<undefined> {
  await leaveTrace(inner, 'handled');
}
