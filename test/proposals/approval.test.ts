import { beforeEach, expect, test } from 'vitest';
import type { Release } from '../../src/releases/facts.ts';
import { approve, reject } from '../../src/proposals/decide.ts';
import type { HowToApprove } from '../../src/proposals/approval.ts';
import { autopilotActor } from '../../src/proposals/autopilot.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addReading,
  addWanted,
  ben,
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

const { em, openSecond } = useDatabase();
const context = { policy, platforms: ['discord'], now };

const approveBy = (how: HowToApprove = {}, changes: object = {}, from = em) =>
  from().transactional((inner) => approve(inner, 1, { ...context, actor: ada, ...changes }, how));
const large = (changes: Partial<Release> = {}) => ({
  ...paidFor('Large', { sizeBytes: 2.5e9, ...changes }),
  isWorthAWedge: true,
});

let book: number;
beforeEach(async () => {
  book = await addWanted(em(), 'The Salt Road');
});

const proposal = async () => (await em().execute('select * from proposals'))[0];
const download = async () =>
  (
    await em().execute(
      `select d.status, d.is_paid, d.with_wedge, d.size_bytes, r.title as release
         from downloads d join releases r on r.id = d.release_id`,
    )
  )[0];

test('an alternative is taken instead of the first one, with its own cost and size', async () => {
  const other = paidFor('B', { sizeBytes: 2e8 });
  await proposeBook(em(), book, choiceOf(judged('A'), other));

  await approveBy({ releaseId: 2 });

  expect(await download()).toEqual({
    status: 'queued',
    release: 'B',
    is_paid: true,
    with_wedge: false,
    size_bytes: 2e8,
  });
  expect(await proposal()).toMatchObject({
    release_id: 2,
    cost_class: 'paid',
    reasons: ['chosen by hand instead of the first one'],
  });
});

test('what is not among the alternatives cannot be taken, and the proposal stays open', async () => {
  await proposeBook(em(), book, choiceOf(judged('A'), judged('B')));

  await expect(approveBy({ releaseId: 77 })).rejects.toMatchObject({
    code: 'not_found',
    message: 'Proposal 1 does not offer the release 77.',
  });
  expect(await states(em())).toEqual({ 1: 'open' });
});

test('of people who take different alternatives at once one wins, and one release is fetched', async () => {
  const second = await openSecond();
  await proposeBook(em(), book, choiceOf(judged('A'), judged('B'), judged('C')));
  const picks = [undefined, 2, 3, undefined, 2, 3];

  const outcomes = await Promise.allSettled(
    picks.map((releaseId, index) => approveBy({ releaseId }, {}, index % 2 ? second : em)),
  );

  const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []));
  const [winner = -1] = won;
  const releases = ['A', 'B', 'C'];
  expect(won).toHaveLength(1);
  expect(await download()).toMatchObject({ release: releases[(picks[winner] ?? 1) - 1] });
  expect(await em().execute('select id from downloads')).toHaveLength(1);
});

test('the paid one that is clearly better comes first among the alternatives', async () => {
  const better = paidFor('Better');
  const choice = { ...choiceOf(judged('A'), judged('B'), better), better };

  await proposeBook(em(), book, choice);

  expect(await proposal()).toMatchObject({
    alternatives: [{ title: 'Better', costClass: 'paid' }, { title: 'B' }],
    reasons: [
      'cost: free before paid',
      expect.stringMatching(/^paid, but clearly better: M4B · 128 kbps/),
    ],
  });
});

test.each([
  [1.9, 'frozen', 'ratio-after is 1.00, needed is at least 1.05'],
  [2.1, null, null],
])(
  'with %s GB uploaded a paid GB may be approved or not at the press',
  async (uploaded, code, text) => {
    const paid = paidFor('Paid', { sizeBytes: 9e8 });
    await proposeBook(em(), book, choiceOf(paid), { ledger: readAccount() });
    await addReading(em(), { uploaded });

    const outcome = await approveBy().then(
      () => null,
      (error: { code: string; message: string }) => error,
    );

    expect(outcome?.code ?? null).toBe(code);
    expect(outcome?.message ?? '').toContain(text ?? '');
    expect(await states(em())).toEqual({ 1: code ? 'open' : 'approved' });
  },
);

test('near the unsatisfied limit not even a free one is approved', async () => {
  await proposeBook(em(), book, choiceOf(judged('A')));
  await addReading(em(), { unsatisfied: 90 });

  await expect(approveBy()).rejects.toMatchObject({
    code: 'frozen',
    message: expect.stringMatching(/90 of 100/) as string,
  });
});

test('a wedge makes a large paid release free, on the word of who may spend it', async () => {
  await addReading(em());
  await proposeBook(em(), book, choiceOf(large()), { ledger: readAccount() });

  await approveBy({ withWedge: true });

  expect(await proposal()).toMatchObject({ with_wedge: true, figures: { wedges: 3 } });
  expect(await download()).toMatchObject({ is_paid: false, with_wedge: true });
});

test.each<[string, Partial<Release>, { wedges?: number; at?: Date }]>([
  ['small', { sizeBytes: 1e9 }, {}],
  ['had before', { isSnatched: true }, {}],
  [
    'a VIP torrent',
    { cost: { isFree: false, isVip: true, vipExpiresAt: now, isPersonalFreeleech: false } },
    {},
  ],
  ['without a wedge left', {}, { wedges: 0 }],
  ['with an old reading of the account', {}, { at: hoursLater(-1) }],
])('no wedge is spent on a release that is %s', async (_, changes, reading) => {
  await addReading(em(), reading);
  await proposeBook(em(), book, choiceOf(large(changes)), { ledger: readAccount() });

  await expect(approveBy({ withWedge: true })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^No wedge can be spent on proposal 1/) as string,
  });
  expect(await states(em())).toEqual({ 1: 'open' });
});

test('what only the ratio forbids is shown all the same when a wedge would make it free', async () => {
  const poor = readAccount({ uploadedBytes: 1.5e9 });
  await addReading(em(), { uploaded: 1.5 });

  const outcome = await proposeBook(em(), book, choiceOf(large()), { ledger: poor });
  const plain = approveBy();
  await expect(plain).rejects.toMatchObject({ code: 'frozen' });
  await approveBy({ withWedge: true });

  expect(outcome).toBe('open');
  expect(await states(em())).toEqual({ 1: 'approved' });
});

test('"not now" may be for as many days as one likes', async () => {
  await proposeBook(em(), book, choiceOf(judged('A')));

  await em().transactional((inner) => reject(inner, 1, 'not now', { ...context, actor: ben }, 7));

  expect(await em().execute('select snoozed_until, is_wanted from missing_books')).toEqual([
    { snoozed_until: hoursLater(7 * 24), is_wanted: true },
  ]);
});

async function beginEmergency(): Promise<void> {
  await em().execute(
    `insert into ratio_episodes (level, since, ratio) values ('emergency', ?, 0.98)`,
    [now],
  );
}

test.each([
  ['a reading that looks fine', { uploaded: 3 }],
  ['an old reading', { uploaded: 3, at: hoursLater(-1) }],
])(
  'in an emergency a paid release is not approved, with %s; nothing is decided',
  async (_, reading) => {
    await proposeBook(em(), book, choiceOf(paidFor('Paid')), { ledger: readAccount() });
    await addReading(em(), reading);
    await beginEmergency();

    await expect(approveBy()).rejects.toMatchObject({
      code: 'frozen',
      message: expect.stringMatching(
        /ratio-emergency is on since 2026-06-15 12:00 UTC \(ratio 0\.98\), needed is a ratio of 1\.05/,
      ) as string,
    });
    expect(await states(em())).toEqual({ 1: 'open' });
    expect(await em().execute('select 1 from downloads')).toEqual([]);
  },
);

test('in an emergency a free release is approved, and a paid one with a wedge', async () => {
  await addReading(em());
  await beginEmergency();
  await proposeBook(em(), book, choiceOf(large()), { ledger: readAccount() });

  await approveBy({ withWedge: true });

  expect(await download()).toMatchObject({ is_paid: false, with_wedge: true });
});

test('what is found in an emergency is held with that reason', async () => {
  const emergency = { since: now, ratio: 0.98 };

  const outcome = await proposeBook(em(), book, choiceOf(paidFor('Paid')), {
    ledger: { ...readAccount(), emergency },
  });

  expect(outcome).toBe('held');
  expect(await em().execute('select hold from proposals')).toMatchObject([
    { hold: [{ rule: 'ratio-emergency' }] },
  ]);
});

test('autopilot needs more ratio left than a person, at the press as well', async () => {
  await proposeBook(em(), book, choiceOf(paidFor('Paid', { sizeBytes: 5e8 })), {
    ledger: readAccount(),
  });
  await addReading(em(), { uploaded: 1.7 });

  const byItself = em().transactional((inner) =>
    approve(inner, 1, { policy, platforms: [], now, actor: autopilotActor }),
  );
  await expect(byItself).rejects.toMatchObject({
    code: 'frozen',
    message: expect.stringContaining('needed is at least 1.20') as string,
  });
  await approveBy();

  expect(await states(em())).toEqual({ 1: 'approved' });
});
