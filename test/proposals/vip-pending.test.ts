import { beforeEach, expect, test } from 'vitest';
import { readLedger } from '../../src/account/ledger.ts';
import { approve, reject } from '../../src/proposals/decide.ts';
import { judgePending } from '../../src/proposals/judge-pending.ts';
import { pendingItems } from '../../src/vip/pending.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addReading,
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
const platforms = ['discord'];
/** A GB, which counts as 500 points. */
const gb = paidFor('Salt', { sizeBytes: 1e9, trackerId: '70012' });
const rich = { uploadedBytes: 9e12, downloadedBytes: 1e12 };

let book: number;
beforeEach(async () => {
  book = await addWanted(em(), 'The Salt Road');
});

const list = () =>
  em().execute(
    `select title, author, mam_torrent_id::int, priority, auto_download, reason_pending, status,
            estimated_cost, notes from vip_pending_items order by id`,
  );

test('a paid book that would endanger VIP waits on the list, with its price and reason', async () => {
  const ledger = readAccount({ ...rich, vipUntil: hoursLater(6 * 24) });

  const outcome = await proposeBook(em(), book, choiceOf(gb), { ledger });

  expect(outcome).toBe('held');
  expect(await list()).toEqual([
    {
      title: 'The Salt Road',
      author: 'Anna Ward',
      mam_torrent_id: 70012,
      priority: 2,
      auto_download: false,
      reason_pending: 'awaiting_vip_renewal',
      status: 'pending',
      estimated_cost: 500,
      notes: 'vip-safe is 6.0 days, needed is 7 days of VIP',
    },
  ]);
});

test('one that would leave less than the reserve waits for points, and goes by itself when they are there', async () => {
  const poor = readAccount({ ...rich, points: 1749 });
  await proposeBook(em(), book, choiceOf(gb), { ledger: poor });
  const waiting = await list();

  const nextDay = hoursLater(24);
  const enough = readAccount({ ...rich, points: 1750, seenAt: nextDay });
  const outcome = await proposeBook(em(), book, choiceOf(gb), { ledger: enough, now: nextDay });

  expect(waiting).toMatchObject([{ reason_pending: 'awaiting_points', status: 'pending' }]);
  expect(outcome).toBe('open');
  expect(await list()).toMatchObject([{ status: 'released' }]);
  expect(await pendingItems(em())).toEqual([]);
});

test('a free release of the book takes it off the list', async () => {
  await proposeBook(em(), book, choiceOf(gb), { ledger: readAccount({ ...rich, points: 9 }) });

  await proposeBook(em(), book, choiceOf(judged('Salt')), { ledger: readAccount({ points: 9 }) });

  expect(await list()).toMatchObject([{ status: 'released' }]);
});

test('a release that is gone ends the waiting', async () => {
  await proposeBook(em(), book, choiceOf(gb), { ledger: readAccount({ ...rich, points: 9 }) });

  await proposeBook(em(), book, choiceOf(), { ledger: readAccount() });

  expect(await list()).toMatchObject([{ status: 'no_longer_available' }]);
});

test('what is held for the ratio alone is not on the list', async () => {
  const ledger = readAccount({ uploadedBytes: 1e12, downloadedBytes: 1e12 });

  await proposeBook(em(), book, choiceOf(gb), { ledger });

  expect(await states(em())).toEqual({ 1: 'held' });
  expect(await list()).toEqual([]);
});

test('every day it is judged by the new reading, the most wanted first, and searched for when it may go', async () => {
  const second = await addWanted(em(), 'The Glass Road', { priority: 1 });
  const ledger = readAccount({ ...rich, points: 9 });
  await proposeBook(em(), book, choiceOf(gb), { ledger });
  const other = paidFor('Glass', { sizeBytes: 9e9, trackerId: '70013' });
  await proposeBook(em(), second, choiceOf(other), { ledger });
  const judge = (at: Date) =>
    em().transactional((inner) => judgePending(inner, { policy, now: at }));

  await addReading(em(), { uploaded: 9000, downloaded: 1000, points: 1000 });
  const first = await judge(now);
  const order = (await pendingItems(em())).map(({ title }) => title);
  await addReading(em(), { uploaded: 9000, downloaded: 1000, points: 2000, at: hoursLater(24) });
  const next = await judge(hoursLater(24));

  expect(first).toEqual({ judged: 2, waiting: 2, released: 0 });
  expect(order).toEqual(['The Glass Road', 'The Salt Road']);
  expect(next).toEqual({ judged: 2, waiting: 1, released: 1 });
  expect(await em().execute('select task_name from tasks')).toEqual([{ task_name: 'queue' }]);
  expect((await readLedger(em())).account?.points).toBe(2000);
});

test('what was rejected or hidden leaves the list', async () => {
  await proposeBook(em(), book, choiceOf(gb), { ledger: readAccount({ ...rich, points: 9 }) });
  await em().execute('update missing_books set is_wanted = false');

  await em().transactional((inner) => judgePending(inner, { policy, now }));

  expect(await list()).toMatchObject([{ status: 'cancelled' }]);
});

test('an open proposal cannot be approved any more once VIP is at risk, and says who may', async () => {
  await proposeBook(em(), book, choiceOf(gb), { ledger: readAccount(rich) });
  await addReading(em(), { uploaded: 9000, downloaded: 1000, vipDays: 3 });

  const approval = em().transactional((inner) =>
    approve(inner, 1, { policy, platforms, now, actor: ada }),
  );

  await expect(approval).rejects.toMatchObject({
    code: 'frozen',
    message: 'Proposal 1 is held back: vip-safe is 3.0 days, needed is 7 days of VIP.',
    hint: expect.stringContaining('"approve 1 override:true" lets an owner') as string,
  });
  await em().transactional((inner) =>
    reject(inner, 1, 'never', { policy, platforms, now, actor: ada }),
  );
});
