import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { approve, reject } from '../../src/proposals/decide.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addProposals,
  addWanted,
  ben,
  choiceOf,
  judged,
  now,
  policy,
  proposeBook,
  states,
} from './builders.ts';

const { em, openSecond } = useDatabase();
const context = { policy, platforms: ['discord'], now };

/** `won`, or the sentence that was answered instead. */
async function outcomeOf(decision: Promise<unknown>): Promise<string> {
  return await decision.then(
    () => 'won',
    (error: unknown) => {
      if (error instanceof UserError) return error.message;
      throw error;
    },
  );
}

test('of ten people in two processes who approve at once one wins, and one grab is queued', async () => {
  const secondEm = await openSecond();
  await addProposals(em, 1);
  const people = Array.from({ length: 10 }, (_, n) => ({ ...ada, id: `${n}`, name: `P${n}` }));

  const outcomes = await Promise.all(
    people.map((actor, index) =>
      outcomeOf(
        (index % 2 ? em : secondEm)().transactional((inner) =>
          approve(inner, 1, { ...context, actor }),
        ),
      ),
    ),
  );

  const winner = people[outcomes.indexOf('won')]?.name;
  expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(
    new Set(['won', `Proposal 1 was already approved by ${winner}.`]),
  );
  expect(await em().execute('select proposal_id, status from downloads')).toEqual([
    { proposal_id: 1, status: 'queued' },
  ]);
  expect(await em().execute(`select key from outbox where topic = 'grab'`)).toEqual([
    { key: 'grab:1:0' },
  ]);
});

test('approve and reject at once: one wins, and only its consequences are there', async () => {
  await addProposals(em, 20, { policy: { ...policy, proposalsOpen: 20 } });
  const outcomes: string[][] = [];

  for (let id = 1; id <= 20; id++) {
    const byAda = (inner: ReturnType<typeof em>) => approve(inner, id, { ...context, actor: ada });
    const byBen = (inner: ReturnType<typeof em>) =>
      reject(inner, id, 'wrong edition', { ...context, actor: ben });
    outcomes.push(
      await Promise.all([
        outcomeOf(em().transactional(byAda)),
        outcomeOf(em().transactional(byBen)),
      ]),
    );
  }

  const final = await states(em());
  for (const [index, [approval, rejection]] of outcomes.entries()) {
    const id = index + 1;
    const isApproved = approval === 'won';
    expect(final[id]).toBe(isApproved ? 'approved' : 'rejected');
    expect(isApproved ? rejection : approval).toBe(
      isApproved
        ? `Proposal ${id} was already approved by Ada.`
        : `Proposal ${id} was already rejected by Ben.`,
    );
    expect(isApproved ? rejection : approval).not.toBe('won');
  }
  const approved = outcomes.filter(([approval]) => approval === 'won').length;
  expect(await em().execute('select count(*) as count from downloads')).toEqual([
    { count: approved },
  ]);
  expect(await em().execute('select count(*) as count from blocklist')).toEqual([
    { count: 20 - approved },
  ]);
});

test('five transactions that propose at once open no more than allowed', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 3 } };
  const books: number[] = [];
  for (let number = 1; number <= 5; number++) books.push(await addWanted(em(), `Book ${number}`));

  const outcomes = await Promise.all(
    books.map((id) => proposeBook(em(), id, choiceOf(judged(`Book ${id}`)), tight)),
  );

  expect(outcomes.toSorted()).toEqual(['open', 'open', 'open', 'waiting', 'waiting']);
  expect(Object.values(await states(em())).toSorted()).toEqual(outcomes.toSorted());
});

test('a newer search of a book and a press on its open card do not block each other', async () => {
  const tight = { policy: { ...policy, proposalsOpen: 1 } };
  await addProposals(em, 2, tight);

  for (let round = 0; round < 10; round++) {
    const open = Object.entries(await states(em())).find(([, status]) => status === 'open');
    const id = Number(open?.[0]);
    await Promise.all([
      outcomeOf(
        em().transactional((inner) =>
          reject(inner, id, 'too big', { ...context, ...tight, actor: ada }),
        ),
      ),
      proposeBook(em(), 1, choiceOf(judged('Book 1')), tight),
      proposeBook(em(), 2, choiceOf(judged('Book 2')), tight),
    ]);
  }

  const live = Object.values(await states(em())).filter((status) => status === 'open');
  expect(live).toHaveLength(1);
});
