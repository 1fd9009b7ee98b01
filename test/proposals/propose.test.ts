import { expect, test } from 'vitest';
import { openWaiting } from '../../src/proposals/open.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  addProposals,
  addWanted,
  cards,
  choiceOf,
  hoursLater,
  judged,
  noReading,
  now,
  policy,
  proposeBook,
  states,
} from './builders.ts';

const { em } = useDatabase();
const open = (changes: object = {}) =>
  em().transactional((inner) =>
    openWaiting(inner, { policy, platforms: ['discord'], now, ...changes }),
  );

test('the best release of a wanted book becomes an open proposal with a card on every platform', async () => {
  const id = await addWanted(em(), 'The Salt Road');

  const outcome = await proposeBook(em(), id, choiceOf(judged('A'), judged('B')));

  expect(outcome).toBe('open');
  const [proposal] = await em().execute('select * from proposals');
  expect(proposal).toMatchObject({
    missing_book_id: id,
    cost_class: 'free',
    is_paid: false,
    reasons: ['cost: free before paid'],
    alternatives: [{ title: 'B', releaseId: 2 }],
    hold: [],
    opened_at: now,
    expires_at: hoursLater(72),
  });
  expect(await cards(em())).toEqual(['proposal:1 discord', 'proposal:1 slack']);
});

test('a release whose description leaves it in doubt is proposed with the words that do', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  const { release, ...rest } = judged('A');
  const doubtful = {
    ...rest,
    release: { ...release, doubt: 'stops at the end of chapter' },
    needsApproval: ['doubtful-description' as const],
  };

  await proposeBook(em(), id, choiceOf(doubtful));

  const [proposal] = await em().execute('select reasons from proposals');
  expect(proposal).toEqual({
    reasons: [
      'the only acceptable release',
      'only with your word: doubtful description',
      'it says: "stops at the end of chapter"',
    ],
  });
});

test('a search without an acceptable release leaves its reason and is repeated after a week', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  const refused = [
    { release: judged('A').release, rejections: [{ rule: 'language', got: 'de', want: 'en' }] },
    { release: judged('B').release, rejections: [{ rule: 'blocked', got: 'yes', want: 'no' }] },
    { release: judged('C').release, rejections: [{ rule: 'other-work', got: 'C', want: 'A' }] },
  ];

  const outcome = await proposeBook(em(), id, { ...choiceOf(), refused });

  expect(outcome).toBe('none');
  expect(await em().execute('select * from missing_books')).toMatchObject([
    {
      search_note: '2 releases seen, none acceptable (blocked, language)',
      last_searched_at: now,
      next_search_at: hoursLater(7 * 24),
      is_wanted: true,
    },
  ]);
  expect(await states(em())).toEqual({});
});

test('never more than the allowed number is open; the rest waits without a card', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 2 } };

  await addProposals(em, 4, tight);

  expect(await states(em())).toEqual({ 1: 'open', 2: 'open', 3: 'waiting', 4: 'waiting' });
  expect(await cards(em())).toEqual(
    [1, 2].flatMap((id) => [`proposal:${id} discord`, `proposal:${id} slack`]),
  );
});

test('proposals already open above a lowered limit stay, and no other opens', async () => {
  await addProposals(em, 3);

  const opened = await open({ policy: { ...policy, proposalsOpen: 1 } });

  expect(opened).toEqual([]);
  expect(Object.values(await states(em()))).toEqual(['open', 'open', 'open']);
});

test('a newer search replaces what nobody has decided', async () => {
  const id = await addWanted(em(), 'The Salt Road');
  await proposeBook(em(), id, choiceOf(judged('A')));
  await em().execute('delete from outbox');

  await proposeBook(em(), id, choiceOf(judged('B')));

  expect(await states(em())).toEqual({ 1: 'superseded', 2: 'open' });
  expect((await cards(em())).filter((card) => card.endsWith('slack'))).toEqual([
    'proposal:1 slack',
    'proposal:2 slack',
  ]);
});

test('proposals of a book that came to the shelf by another way are withdrawn', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 1 } };
  await addProposals(em, 3, tight);
  await em().execute(`update missing_books set download_status = 'completed' where id in (1, 2)`);

  const opened = await open(tight);

  expect(opened).toEqual([3]);
  expect(await states(em())).toEqual({ 1: 'superseded', 2: 'superseded', 3: 'open' });
});

test('a waiting proposal of a book nobody wants any more is not opened', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 1 } };
  await addProposals(em, 3, tight);
  await em().execute('update missing_books set is_wanted = false where id = 2');
  await em().execute(`update proposals set status = 'rejected' where id = 1`);

  expect(await open(tight)).toEqual([3]);
});

test('the card shows ratio before and after, with all paid bytes that are on their way', async () => {
  const account = {
    seenAt: now,
    uploadedBytes: 3_000,
    downloadedBytes: 1_000,
    unsatisfied: { count: 4, limit: 100 },
    isVipClass: true,
    vipUntil: hoursLater(960),
    points: 20_000,
    wedges: null,
  };
  const ledger = { account, pendingPaidBytes: 300, pendingGrabs: 1, emergency: null };
  const paid = { ...judged('Paid', { sizeBytes: 200 }), costClass: 'paid' as const };
  const id = await addWanted(em(), 'The Salt Road');

  await proposeBook(em(), id, choiceOf(paid), { ledger });

  expect(await em().execute('select status, is_paid, figures from proposals')).toEqual([
    {
      status: 'open',
      is_paid: true,
      figures: {
        ratioNow: 3,
        ratioAfter: 2,
        unsatisfied: { count: 4, limit: 100 },
        wedges: null,
      },
    },
  ]);
});

test('a paid release without a reading of the account is held with its reason and opens no card', async () => {
  const paid = { ...judged('Paid'), costClass: 'paid' as const };
  const id = await addWanted(em(), 'The Salt Road');

  const outcome = await proposeBook(em(), id, choiceOf(paid), { ledger: noReading });

  expect(outcome).toBe('held');
  expect(await em().execute('select status, hold, expires_at from proposals')).toMatchObject([
    { status: 'held', expires_at: null, hold: [{ rule: 'fresh-reading', got: 'no reading' }, {}] },
  ]);
  expect(await cards(em())).toEqual([]);
});
