import { expect, test } from 'vitest';
import type { RejectReason } from '../../src/proposals/reject-reasons.ts';
import { approve, expireProposals, reject } from '../../src/proposals/decide.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addProposals,
  addWanted,
  ben,
  cards,
  choiceOf,
  hoursLater,
  judged,
  now,
  policy,
  proposeBook,
  states,
} from './builders.ts';

const { em } = useDatabase();
const context = { policy, platforms: ['discord', 'slack'], now };

const approveBy = (id: number, changes: object = {}) =>
  em().transactional((inner) => approve(inner, id, { ...context, actor: ada, ...changes }));
const rejectBy = (id: number, reason: RejectReason, changes: object = {}) =>
  em().transactional((inner) => reject(inner, id, reason, { ...context, actor: ben, ...changes }));
const expire = (changes: object = {}) =>
  em().transactional((inner) => expireProposals(inner, { ...context, ...changes }));

async function bookOf(proposal: number) {
  const [row] = await em().execute(
    `select m.* from missing_books m join proposals p on p.missing_book_id = m.id where p.id = ?`,
    [proposal],
  );
  return row;
}

test('an approval stores who decided, the download and its grab in one transaction', async () => {
  await addProposals(em, 1);
  const failing = em().transactional(async (inner) => {
    await approve(inner, 1, { ...context, actor: ada });
    throw new Error('cut off');
  });
  await expect(failing).rejects.toThrow('cut off');
  const before = await states(em());

  const { downloadId } = await approveBy(1);

  expect(before).toEqual({ 1: 'open' });
  expect(await em().execute('select * from proposals')).toMatchObject([
    { status: 'approved', decided_by: 'discord:7', decided_by_name: 'Ada', decided_at: now },
  ]);
  expect(await em().execute('select * from downloads')).toMatchObject([
    { proposal_id: 1, title: 'Book 1', status: 'queued', is_paid: false, release_edition: 'free' },
  ]);
  expect(
    await em().execute(`select topic, lane, payload from outbox where kind = 'effect'`),
  ).toEqual([{ topic: 'grab', lane: `download:${downloadId}`, payload: { downloadId } }]);
  expect(await em().execute('select status, detail from download_events')).toEqual([
    { status: 'queued', detail: 'approved by Ada' },
  ]);
  expect(await bookOf(1)).toMatchObject({ download_status: 'queued' });
});

test('a decision refreshes the card on every platform', async () => {
  await addProposals(em, 1);
  await em().execute('delete from outbox');

  await rejectBy(1, 'not now');

  expect(await cards(em())).toEqual(['proposal:1 discord', 'proposal:1 slack']);
});

test.each([
  ['unknown', '', ['not_found', 'There is no proposal 1.']],
  [
    'approved',
    `status = 'approved'`,
    ['already_decided', 'Proposal 1 was already approved by Eve.'],
  ],
  [
    'rejected',
    `status = 'rejected'`,
    ['already_decided', 'Proposal 1 was already rejected by Eve.'],
  ],
  ['expired', `status = 'expired'`, ['expired', 'Proposal 1 has expired.']],
  ['past its time', `expires_at = '2026-06-15T12:00Z'`, ['expired', 'Proposal 1 has expired.']],
  ['superseded', `status = 'superseded'`, ['expired', 'Proposal 1 was replaced by a newer one.']],
  ['waiting', `status = 'waiting'`, ['conflict', 'Proposal 1 waits for a free place.']],
  [
    'held',
    `status = 'held', hold = '[{"rule":"ratio-after","got":"1.10","want":"at least 1.20"}]'`,
    ['frozen', 'Proposal 1 is held back: ratio-after is 1.10, needed is at least 1.20.'],
  ],
])('nobody can decide a proposal that is %s', async (_, change, [code, message]) => {
  if (change) {
    await addProposals(em, 1);
    await em().execute(`update proposals set decided_by_name = 'Eve', ${change}`);
  }

  await expect(approveBy(1)).rejects.toMatchObject({ name: 'UserError', code, message });
  await expect(rejectBy(1, 'never')).rejects.toMatchObject({ name: 'UserError', code, message });

  expect(await em().execute('select id from downloads')).toEqual([]);
  expect(await em().execute('select id from blocklist')).toEqual([]);
});

test.each([
  ['completed', '"Book 1" is on the shelf already.'],
  ['downloading', '"Book 1" is on its way already.'],
])('a proposal of a book that is %s can be rejected, not approved', async (status, message) => {
  await addProposals(em, 1);
  await em().execute('update missing_books set download_status = ?', [status]);

  await expect(approveBy(1)).rejects.toMatchObject({ code: 'conflict', message });

  expect(await states(em())).toEqual({ 1: 'open' });
  await rejectBy(1, 'not now');
  expect(await states(em())).toEqual({ 1: 'rejected' });
});

test.each(['wrong book', 'wrong edition', 'too big'] as const)(
  '"%s" blocks the release and lets the book be searched again at once',
  async (reason) => {
    await addProposals(em, 1);

    await rejectBy(1, reason);

    expect(await em().execute('select * from blocklist')).toMatchObject([
      { source: 'mam', tracker_id: 't-Book 1', reason, created_by: 'Ben', missing_book_id: 1 },
    ]);
    expect(await bookOf(1)).toMatchObject({
      is_wanted: true,
      download_status: 'identified',
      next_search_at: now,
    });
  },
);

test('"not now" leaves the release alone and the book in peace for thirty days', async () => {
  await addProposals(em, 1);

  await rejectBy(1, 'not now');

  expect(await em().execute('select id from blocklist')).toEqual([]);
  expect(await bookOf(1)).toMatchObject({ is_wanted: true, snoozed_until: hoursLater(30 * 24) });
});

test('"never" hides the book for good', async () => {
  await addProposals(em, 1);

  await rejectBy(1, 'never');
  expect(await bookOf(1)).toMatchObject({ is_wanted: false, download_status: 'hidden' });
});

test('each decision gives its place to the most wanted proposal that waits', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 2 } };
  await addProposals(em, 4, tight);
  const urgent = await addWanted(em(), 'Urgent', { priority: 1 });
  await proposeBook(em(), urgent, choiceOf(judged('Urgent')), tight);
  await em().execute('delete from outbox');

  await rejectBy(1, 'never', tight);
  await approveBy(2, { ...tight, now: hoursLater(1) });

  expect(await states(em())).toEqual({
    1: 'rejected',
    2: 'approved',
    3: 'open',
    4: 'waiting',
    5: 'open',
  });
  const opened = await em().execute(
    `select id, opened_at, expires_at from proposals where status = 'open' order by id`,
  );
  expect(opened).toEqual([
    { id: 3, opened_at: hoursLater(1), expires_at: hoursLater(73) },
    { id: 5, opened_at: now, expires_at: hoursLater(72) },
  ]);
  expect((await cards(em())).filter((card) => card.endsWith('slack'))).toEqual(
    [1, 5, 2, 3].map((id) => `proposal:${id} slack`),
  );
});

test('proposals expire when their hours are over; the books stay wanted and the next ones open', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 1 } };
  await addProposals(em, 2, tight);
  await em().execute('delete from outbox');

  expect(await expire({ ...tight, now: hoursLater(71.9) })).toBe(0);
  expect(await expire({ ...tight, now: hoursLater(72) })).toBe(1);

  expect(await states(em())).toEqual({ 1: 'expired', 2: 'open' });
  expect(await bookOf(1)).toMatchObject({
    is_wanted: true,
    download_status: 'identified',
    next_search_at: hoursLater(7 * 24),
  });
  expect(await cards(em())).toContain('proposal:1 discord');
});
