import { beforeEach, expect, test } from 'vitest';
import { approveAll, countOpen, type Which } from '../../src/proposals/approve-all.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addProposals,
  addReading,
  addWanted,
  choiceOf,
  now,
  paidFor,
  policy,
  proposeBook,
  readAccount,
  states,
} from './builders.ts';

const { em, openSecond } = useDatabase();

const all = (which: Which, changes: { series?: string; policy?: typeof policy } = {}, place = em) =>
  place().transactional((inner) =>
    approveAll(
      inner,
      { which, series: changes.series },
      { policy: changes.policy ?? policy, platforms: [], now, actor: ada },
    ),
  );

/** Two free proposals and a paid one of 4 GB. */
beforeEach(async () => {
  await addReading(em());
  await addProposals(em, 2);
  const book = await addWanted(em(), 'Dear', { seriesName: 'Ember' });
  const paid = paidFor('Dear', { sizeBytes: 4e9 });
  await proposeBook(em(), book, choiceOf(paid), { ledger: readAccount({ uploadedBytes: 3e10 }) });
});

test('the free ones are approved together, the paid one stays', async () => {
  const before = await countOpen(em());

  const done = await all('free');

  expect(before).toEqual({ open: 3, free: 2 });
  expect(done.approved.map(({ title }) => title)).toEqual(['Book 1', 'Book 2']);
  expect(await states(em())).toEqual({ 1: 'approved', 2: 'approved', 3: 'open' });
  expect(
    await em().execute(
      `select payload ->> 'downloadId' as id from outbox where topic = 'grab' order by id`,
    ),
  ).toEqual(done.approved.map(({ download }) => ({ id: String(download) })));
});

test('of all, what the ratio does not allow is refused with its reason and stays open; the others go', async () => {
  const done = await all('all');

  expect(done.approved).toHaveLength(2);
  expect(done.refused).toMatchObject([
    { proposal: 3, title: 'Dear', reason: expect.stringMatching(/ratio/i) },
  ]);
  expect(await states(em())).toEqual({ 1: 'approved', 2: 'approved', 3: 'open' });
  expect(await em().execute('select title from downloads order by id')).toEqual([
    { title: 'Book 1' },
    { title: 'Book 2' },
  ]);
});

test('what the ratio allows once is not allowed twice', async () => {
  await em().execute('delete from ratio_log');
  await addReading(em(), { uploaded: 10 });
  const second = await addWanted(em(), 'Dearer');
  await proposeBook(em(), second, choiceOf(paidFor('Dearer', { sizeBytes: 5e9 })), {
    ledger: readAccount({ uploadedBytes: 1e10 }),
  });

  const done = await all('all');

  expect(done.approved.map(({ title }) => title)).toContain('Dear');
  expect(done.refused.map(({ title }) => title)).toEqual(['Dearer']);
});

test('only those of a series, when one is named', async () => {
  expect((await all('all', { series: 'ember' })).refused.map(({ title }) => title)).toEqual([
    'Dear',
  ]);
  expect(await states(em())).toEqual({ 1: 'open', 2: 'open', 3: 'open' });
});

test('two people who press at once approve each proposal once', async () => {
  const second = await openSecond();

  const both = await Promise.all([all('free'), all('free', {}, second)]);

  expect(both.flatMap(({ approved }) => approved)).toHaveLength(2);
  expect(await em().execute('select count(*) as n from downloads')).toEqual([{ n: 2 }]);
});

test('of one series only its own are counted', async () => {
  expect(await countOpen(em(), 'ember')).toEqual({ open: 1, free: 0 });
  expect(await countOpen(em(), 'Nothing')).toEqual({ open: 0, free: 0 });
});
