import { expect, test } from 'vitest';
import { approve } from '../../src/proposals/decide.ts';
import { delayUntil } from '../../src/proposals/delay.ts';
import { listQueue } from '../../src/proposals/list-queue.ts';
import type { JudgedRelease } from '../../src/releases/pick.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addWanted,
  choiceOf,
  hoursLater,
  judged,
  now,
  paidFor,
  policy,
  proposeBook,
  readAccount,
  states,
} from './builders.ts';

const { em } = useDatabase();
const added = (hours: number, changes: Partial<JudgedRelease['release']> = {}) =>
  paidFor('Paid', { addedAt: hoursLater(hours), ...changes });

test.each<[string, JudgedRelease[], number | null]>([
  ['four hours old', [added(-4)], 8],
  ['twelve hours old', [added(-12)], null],
  ['new, beside one four hours old', [added(-1), added(-4)], 8],
  ['free and ideal', [judged('Free', { addedAt: now })], null],
  ['free, but of 64 kbps', [judged('Free', { addedAt: now, bitrateKbps: 64 })], 12],
  ['ideal, but paid', [added(0)], 12],
  ['of unknown age, seen two hours ago', [added(0, { addedAt: null, trackerId: 'seen' })], 10],
  ['of unknown age, never seen', [added(0, { addedAt: null })], 12],
])('with a delay of twelve hours what is %s waits until hour %s', (_, ranked, hours) => {
  const firstSeen = (id: string) => (id === 'seen' ? hoursLater(-2) : null);

  const until = delayUntil(ranked, 12, firstSeen, now);

  expect(until).toEqual(hours === null ? null : hoursLater(hours));
});

test('without a delay nothing waits', () => {
  expect(delayUntil([added(0)], 0, () => null, now)).toBeNull();
});

const patient = { policy: { ...policy, delayHours: 12 }, ledger: readAccount() };

test('what waits for something better is held without a card, and the queue says until when', async () => {
  const id = await addWanted(em(), 'The Salt Road');

  const outcome = await proposeBook(em(), id, choiceOf(added(-4)), patient);

  const { rows } = await listQueue(em(), { state: 'live', limit: 10, offset: 0 });
  expect(outcome).toBe('held');
  expect(rows).toMatchObject([
    {
      state: 'held',
      waitsUntil: hoursLater(8),
      detail: expect.stringMatching(/^delay: a better or free one may come/) as string,
    },
  ]);
  expect(await em().execute('select id from outbox')).toEqual([]);
});

test('a free one that comes meanwhile is offered at once, in the same proposal', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), id, choiceOf(added(-4)), patient);

  const free = judged('Free', { addedAt: hoursLater(1) });
  const outcome = await proposeBook(em(), id, choiceOf(free, added(-4)), {
    ...patient,
    now: hoursLater(2),
  });

  expect(outcome).toBe('open');
  expect(await states(em())).toEqual({ 1: 'open' });
  expect(await em().execute('select cost_class, hold, hold_until from proposals')).toEqual([
    { cost_class: 'free', hold: [], hold_until: null },
  ]);
});

test('when the time is over the best one there is is offered', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), id, choiceOf(added(-4)), patient);

  const then = { ...patient, ledger: readAccount({ seenAt: hoursLater(8) }), now: hoursLater(8) };
  expect(await proposeBook(em(), id, choiceOf(added(-4)), then)).toBe('open');
});

test('a person need not wait', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), id, choiceOf(added(-4)), patient);

  await em().transactional((inner) =>
    approve(inner, 1, { policy, platforms: ['discord'], now, actor: ada }),
  );

  expect(await states(em())).toEqual({ 1: 'approved' });
});
