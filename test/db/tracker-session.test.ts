import { expect, test } from 'vitest';
import { createSeal } from '../../src/db/seal.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ask,
  openSession,
  refused,
  rotatingTracker,
  seal,
  sessionRow,
  throttled,
} from './tracker-accounts.ts';

const { em, openSecond } = useDatabase();

test('two processes send one request after the other, each with the cookie of the last answer', async () => {
  const { tracker, send } = rotatingTracker();
  const [first, second] = [openSession(em), openSession(await openSecond())];

  const values = await Promise.all(
    Array.from({ length: 10 }, (_, turn) =>
      (turn % 2 ? first : second).exchange(turn % 3 ? 'search' : 'account', send),
    ),
  );

  expect(tracker.mostInWork).toBe(1);
  expect(values.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(tracker.seen[0]).toBe('configured');
  expect(tracker.seen.slice(1)).toEqual(Array.from({ length: 9 }, (_, n) => `rotated ${n + 1}`));
});

test('a rotated cookie is committed, sealed, before the answer is handed out', async () => {
  const secondEm = await openSecond();

  await ask(openSession(em), () => 'the rotated cookie');

  const row = await sessionRow(secondEm());
  expect(seal.open(Buffer.from(row['cookie_sealed'] as Uint8Array)).toString()).toBe(
    'the rotated cookie',
  );
  const [whole] = await secondEm().execute<{ text: string }[]>(
    'select s::text as text from tracker_session s',
  );
  const hex = Buffer.from('the rotated cookie').toString('hex');
  expect(whole?.text).not.toContain(hex);
  expect(whole?.text).not.toContain('rotated cookie');
});

test('an answer whose cookie cannot be stored is not handed out', async () => {
  const exchange = openSession(em).exchange('account', async () => {
    await em().execute(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`,
    );
    return { value: 'fine', rotatedCookie: 'lost on the way' };
  });

  await expect(exchange).rejects.toThrow('onnection');
});

test('a refused cookie falls back to the configured one, once', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated');

  const { sent, error } = await ask(session, (cookie) =>
    cookie === 'rotated' ? refused() : 'renewed',
  );

  expect([sent, error]).toEqual([['rotated', 'configured'], null]);
  expect(await sessionRow(em())).toMatchObject({ state: 'ok', state_reason: null });
  expect((await ask(session, () => null)).sent).toEqual(['renewed']);
});

test('when the configured cookie is refused too the session is lost and nothing more is sent', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated');

  const second = await ask(session, refused);
  const after = [
    await ask(session, () => null),
    await ask(openSession(em), () => null, 'search'),
    await ask(openSession(await openSecond()), () => null, 'torrent'),
  ];

  expect(second).toMatchObject({
    sent: ['rotated', 'configured'],
    error: { kind: 'unauthorized' },
  });
  expect(after.flatMap(({ sent }) => sent)).toEqual([]);
  expect(after[0]?.error).toMatchObject({
    kind: 'unauthorized',
    message:
      'The tracker refused the session (the session is refused); put a new MAM_ID into the configuration',
  });
  expect(await sessionRow(em())).toMatchObject({ state: 'lost', cookie_sealed: null });
});

test('a new MAM_ID begins a new session, without back-off and without the old cookie', async () => {
  await ask(openSession(em), () => 'rotated');
  await ask(openSession(em), refused);
  await em().execute(
    `update tracker_session set back_off_until = '2100-01-01', back_off_count = 5`,
  );

  const { sent, error } = await ask(openSession(em, { configuredCookie: 'new' }), () => null);

  expect([sent, error]).toEqual([['new'], null]);
  expect(await sessionRow(em())).toMatchObject({ state: 'ok', back_off_count: 0 });
});

test('a cookie that the key no longer opens is forgotten, and the configured one is used', async () => {
  await ask(openSession(em), () => 'rotated');
  const otherKey = createSeal(Buffer.alloc(32, 8));
  const session = openSession(em, { seal: otherKey });

  const { sent, error } = await ask(session, () => 'renewed');

  expect([sent, error]).toEqual([['configured'], null]);
  expect((await ask(session, () => null)).sent).toEqual(['renewed']);
});

test('an answer without a new cookie leaves the stored one', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated');

  await ask(session, () => null);

  expect((await ask(session, () => null)).sent).toEqual(['rotated']);
});

test('another failure of the tracker changes nothing but the slot', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated');

  const { sent, error } = await ask(session, () => new Error('half an answer'));

  expect([sent, error]).toEqual([['rotated'], new Error('half an answer')]);
  expect(await sessionRow(em())).toMatchObject({ state: 'ok', back_off_until: null });
});

test('a fallback that is throttled is remembered as such', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated');

  await ask(session, (cookie) => (cookie === 'rotated' ? refused() : throttled()));

  expect((await ask(session, () => null)).sent).toEqual([]);
  expect(await sessionRow(em())).toMatchObject({ state: 'fallback', back_off_count: 1 });
});
