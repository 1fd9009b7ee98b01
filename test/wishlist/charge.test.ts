import { expect, test } from 'vitest';
import { approve } from '../../src/proposals/decide.ts';
import { rejudgeHeld } from '../../src/proposals/rejudge.ts';
import { readQuotas } from '../../src/settings/quotas.ts';
import { hasWedgeLeft } from '../../src/wishlist/charge.ts';
import { standingOf } from '../../src/wishlist/usage.ts';
import { quotaText } from '../../src/wishlist/show-wishlist.ts';
import * as proposing from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, askedFor, daysLater, mia, now, sam } from './people.ts';

const { em } = useDatabase();

const policyWith = (quotas: string) => ({
  ...proposing.policy,
  quotas: readQuotas(quotas),
  timeZone: 'Europe/Berlin',
});
const { choiceOf, judged, paidFor, proposeBook, readAccount } = proposing;

const fourGb = (title: string) => choiceOf(judged(title, { sizeBytes: 4e9, series: [] }));

/** Requests these books and proposes 4 GB for each. */
async function proposeAll(titles: string[], quotas: string, person = mia): Promise<string[]> {
  const outcomes: string[] = [];
  for (const title of titles) await askedFor(em(), title, { person });
  for (const [index, title] of titles.entries()) {
    const changes = { policy: policyWith(quotas), now };
    outcomes.push(await proposeBook(em(), index + 1, fourGb(title), changes));
  }
  return outcomes;
}

test('what goes beyond the GB of the week is held back, with what was shown counted', async () => {
  expect(await proposeAll(['Ash', 'Birch', 'Cedar'], 'member=10 GB')).toEqual([
    'open',
    'open',
    'held',
  ]);
  expect(await em().execute(`select hold from proposals where status = 'held'`)).toEqual([
    {
      hold: [
        {
          rule: 'quota',
          got: 'Mia has 8.0 GB this week, this is 4.0 GB',
          want: '10 GB in all, anew on Mon 2026-12-07',
        },
      ],
    },
  ]);
});

test('it is proposed by itself when the week has turned', async () => {
  const quotas = 'member=5 GB';
  await proposeAll(['Ash', 'Birch'], quotas);
  const context = { policy: policyWith(quotas), platforms: ['discord'] };
  const actor = { ...ada, role: 'operator' as const };
  await em().transactional((inner) => approve(inner, 1, { ...context, now, actor }));

  const rejudge = async (at: Date) => {
    await proposing.addReading(em(), { uploaded: 900, at, vipDays: 60 });
    return await rejudgeHeld(em(), { ...context, now: at });
  };
  const sunday = await rejudge(daysLater(6));
  const monday = await rejudge(daysLater(7));

  expect([sunday, monday]).toEqual([0, 1]);
  expect(await proposing.states(em())).toEqual({ 1: 'approved', 2: 'open' });
});

test('operators and people with a quota of their own are not held back by that of their role', async () => {
  expect(await proposeAll(['Ash', 'Birch'], 'member=5 GB', ada)).toEqual(['open', 'open']);
});

test('a book larger than the whole quota gets a week for itself; one of unknown size waits behind it', async () => {
  await askedFor(em(), 'Ash');
  await askedFor(em(), 'Birch');
  const changes = { policy: policyWith('member=1 GB'), now };
  const unknown = choiceOf(judged('Birch', { sizeBytes: null }));

  expect(await proposeBook(em(), 1, fourGb('Ash'), changes)).toBe('open');
  expect(await proposeBook(em(), 2, unknown, changes)).toBe('held');
});

test('a failed download is not held against anybody, a wedge that went with it is', async () => {
  const quotas = 'member=10 books,10 GB,1 wedge';
  await proposeAll(['Ash'], quotas);
  const queue = (status: string, wedge: boolean) =>
    em().execute(
      `insert into downloads (missing_book_id, title, source, status, size_bytes, with_wedge, date_queued)
       values (1, 'Ash', 'mam', ?, 4000000000, ?, ?)`,
      [status, wedge, now],
    );
  await queue('failed', true);
  await queue('completed', false);

  const standing = await standingOf(em(), mia, policyWith(quotas), now);

  expect(standing && quotaText(standing, 'Europe/Berlin')).toBe(
    'This week: 1 of 10 books, 4.0 of 10 GB, 1 of 1 wedges; begins anew on Mon 2026-12-07.',
  );
  expect(await hasWedgeLeft(em(), 1, policyWith(quotas), now)).toBe(false);
  expect(await hasWedgeLeft(em(), 1, policyWith(quotas), daysLater(7))).toBe(true);
});

test('autopilot asks a person instead of spending a wedge that the quota does not cover', async () => {
  const large = (title: string) => ({
    ...paidFor(title, { sizeBytes: 4e9 }),
    isWorthAWedge: true,
  });
  const outcomes: string[] = [];
  for (const [index, [title, person]] of [
    ['Ash', mia] as const,
    ['Birch', sam] as const,
  ].entries()) {
    await askedFor(em(), title, { person });
    const quotas = 'discord:11=0 wedges';
    const policy = { ...policyWith(quotas), autopilot: 'free', wedgePolicy: 'auto' } as const;
    const ledger = readAccount({ seenAt: now, vipUntil: daysLater(60) });
    await proposing.addReading(em(), { at: now, vipDays: 60 });
    const changes = { policy, ledger, now };
    outcomes.push(await proposeBook(em(), index + 1, choiceOf(large(title)), changes));
  }

  expect(outcomes).toEqual(['open', 'taken']);
});

test('a wedge beyond the quota is refused to a person too, with what to do', async () => {
  await askedFor(em(), 'Ash');
  const policy = { ...policyWith('member=0 wedges'), wedgePolicy: 'ask' } as const;
  const choice = choiceOf({ ...paidFor('Ash', { sizeBytes: 4e9 }), isWorthAWedge: true });
  await proposing.addReading(em(), { at: now, vipDays: 60 });
  const ledger = readAccount({ seenAt: now, vipUntil: daysLater(60) });
  await proposeBook(em(), 1, choice, { policy, ledger, now });
  const actor = { ...ada, role: 'operator' as const };
  const context = { policy, platforms: ['discord'], now, actor };

  const approving = em().transactional((inner) => approve(inner, 1, context, { withWedge: true }));

  await expect(approving).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('wedges of this week are used up'),
  });
});
