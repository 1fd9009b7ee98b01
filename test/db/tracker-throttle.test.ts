import { expect, test } from 'vitest';
import type { TrackerRequestKind } from '../../src/clients/mam/session.ts';
import { useDatabase } from '../support/use-database.ts';
import { ask, openSession, refused, sessionRow, start, throttled } from './tracker-accounts.ts';

const { em, openSecond } = useDatabase();
const hoursAfter = (date: Date, hours: number) => new Date(date.getTime() + hours * 3_600_000);

/** A session with a clock that only moves by hand. */
function sessionAt(changes: object = {}) {
  const clock = { now: start };
  return { clock, session: openSession(em, { now: () => clock.now, ...changes }) };
}

test('a tracker that says when to come back is left alone until then, by every process', async () => {
  const { clock, session } = sessionAt();
  const until = hoursAfter(start, 2.5);
  await ask(session, () => throttled(until));
  clock.now = hoursAfter(start, 2.4);
  const other = openSession(await openSecond(), { now: () => clock.now });

  const early = [await ask(session, () => null), await ask(other, () => null, 'search')];
  clock.now = until;
  const late = await ask(session, () => null);

  expect(early.flatMap(({ sent }) => sent)).toEqual([]);
  expect(early[0]?.error).toMatchObject({ kind: 'throttled', retryAt: until });
  expect(late).toEqual({ sent: ['configured'], error: null });
});

test('a tracker that gives no time is left alone for an hour, then twice as long up to a day', async () => {
  const { clock, session } = sessionAt();
  const hours: number[] = [];

  for (let time = 0; time < 7; time++) {
    await ask(session, () => throttled());
    const until = (await sessionRow(em()))['back_off_until'] as Date;
    hours.push((until.getTime() - clock.now.getTime()) / 3_600_000);
    clock.now = until;
  }
  await ask(session, () => null);
  clock.now = hoursAfter(clock.now, 1);
  await ask(session, () => throttled());

  expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24]);
  expect(await sessionRow(em())).toMatchObject({ back_off_until: hoursAfter(clock.now, 1) });
});

test('searches of a day are counted over all processes; other requests go on', async () => {
  const { clock, session } = sessionAt({ searchesPerDay: 3 });
  const second = await openSecond();
  const other = openSession(second, { now: () => clock.now, searchesPerDay: 3 });
  for (const [hour, one] of [session, other, session].entries()) {
    clock.now = hoursAfter(start, hour);
    await ask(one, () => null, 'search');
  }
  clock.now = hoursAfter(start, 23.9);

  const refusal = await ask(other, () => null, 'search');
  const account = await ask(session, () => null);
  clock.now = hoursAfter(start, 24);
  const nextDay = await ask(other, () => null, 'search');

  expect(refusal).toMatchObject({
    sent: [],
    error: {
      kind: 'throttled',
      message: "Today's 3 searches are used up",
      retryAt: hoursAfter(start, 24),
    },
  });
  expect(account.sent).toHaveLength(1);
  expect(nextDay.sent).toHaveLength(1);
});

test('requests of one kind keep their distance across processes; kinds do not wait for each other', async () => {
  const now = () => new Date();
  const session = openSession(em, { now });
  const other = openSession(await openSecond(), { now });
  const sentAt: { kind: TrackerRequestKind; at: number }[] = [];
  const request = (one: typeof session, kind: TrackerRequestKind) =>
    one.exchange(kind, async () => {
      sentAt.push({ kind, at: performance.now() });
      return { value: null, rotatedCookie: undefined };
    });

  await Promise.all([request(session, 'search'), request(other, 'torrent')]);
  await Promise.all([session, other, session].map((one) => request(one, 'account')));

  const accounts = sentAt.filter(({ kind }) => kind === 'account').map(({ at }) => at);
  const gaps = accounts.slice(1).map((at, index) => at - (accounts[index] ?? 0));
  expect(gaps).toHaveLength(2);
  // The slot is booked a moment before the request goes, and how long that moment is differs.
  expect(Math.min(...gaps)).toBeGreaterThan(900);
  expect(
    sentAt
      .slice(0, 2)
      .map(({ kind }) => kind)
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(['search', 'torrent']);
});

test('the next slot of a kind is stored with each request, sent well or not', async () => {
  const { session } = sessionAt({ random: () => 0.5 });

  await ask(session, () => null, 'search');
  await ask(session, () => new Error('no'), 'torrent');

  expect(await sessionRow(em())).toMatchObject({
    search_after: new Date(start.getTime() + 3000),
    torrent_after: new Date(start.getTime() + 3000),
    search_window_count: 1,
  });
});

test('the second request of a fallback waits for its slot like any other', async () => {
  const session = openSession(em);
  await ask(session, () => 'rotated', 'search');

  await ask(session, (cookie) => (cookie === 'rotated' ? refused() : null), 'search');

  expect(await sessionRow(em())).toMatchObject({ search_window_count: 3 });
});

test('a clock that was set back does not hold everybody up', async () => {
  const { clock, session } = sessionAt();
  await ask(session, () => null);
  clock.now = hoursAfter(start, -1);

  const { sent } = await ask(session, () => null);

  expect(sent).toHaveLength(1);
  expect(await sessionRow(em())).toMatchObject({
    account_after: new Date(clock.now.getTime() + 1000),
  });
});
