import { expect, test } from 'vitest';
import { dueBooks } from '../../src/proposals/wanted-books.ts';
import { moveWish, prioritiseWish, removeWish } from '../../src/wishlist/change.ts';
import { grantWaiting } from '../../src/wishlist/grant-waiting.ts';
import { listWishes } from '../../src/wishlist/list.ts';
import { choiceOf, judged, proposeBook } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, askedFor, daysLater, mia, now, rules, sam } from './people.ts';

const { em } = useDatabase();

const actorOf = (person: typeof mia) => ({ ...person, role: person.role as 'member' | 'operator' });
const as = (person: typeof mia, wish: number) => ({ wish, actor: actorOf(person) });
const context = { platforms: ['discord'], now };

async function list(person: typeof mia | null, at = now): Promise<string[]> {
  const filter = { person, limit: 50, offset: 0 };
  const { rows } = await listWishes(em(), filter, { timeZone: 'Europe/Berlin', now: at });
  return rows.map(({ title, state }) => `${title}: ${state}`);
}

const grant = (quotas: string, at: Date) =>
  em().transactional((inner) => grantWaiting(inner, { rules: rules(quotas), now: at }));
const remove = (person: typeof mia, wish: number) =>
  em().transactional((inner) => removeWish(inner, as(person, wish), context));
const wanted = () =>
  em().execute<{ title: string }[]>('select title from missing_books where is_wanted order by id');

const three = async () => {
  for (const title of ['Ash', 'Birch', 'Cedar']) await askedFor(em(), title);
};

test('everybody has a list of their own; operators see all, first places first', async () => {
  await three();
  await askedFor(em(), 'Birch', { person: sam });

  expect(await list(mia)).toEqual(['Ash: wanted', 'Birch: wanted', 'Cedar: wanted']);
  expect(await list(sam)).toEqual(['Birch: wanted']);
  expect(await list(null)).toHaveLength(4);
});

test('a wish moves to another place, the others close up, and searches go by it', async () => {
  await three();

  const moved = await em().transactional((inner) => moveWish(inner, as(mia, 3), 1));

  expect(moved).toEqual({ title: 'Cedar', place: 1 });
  expect(await list(mia)).toEqual(['Cedar: wanted', 'Ash: wanted', 'Birch: wanted']);
  expect((await dueBooks(em(), { now, limit: 9 })).map(({ title }) => title)).toEqual([
    'Cedar',
    'Ash',
    'Birch',
  ]);
});

test('a book is as urgent as it is for whom it is most urgent', async () => {
  await three();
  await askedFor(em(), 'Ash', { person: sam });
  const low = (person: typeof mia, wish: number) =>
    em().transactional((inner) => prioritiseWish(inner, as(person, wish), 3));
  const urgency = async () => await em().execute('select priority from missing_books where id = 1');

  await low(mia, 1);
  const first = await urgency();
  await low(sam, 4);

  expect([first, await urgency()]).toEqual([[{ priority: 1 }], [{ priority: 3 }]]);
});

test('what nobody else wants is not searched for any more, and its proposal is withdrawn', async () => {
  await three();
  await proposeBook(em(), 1, choiceOf(judged('Ash')));

  expect(await remove(mia, 1)).toEqual({ title: 'Ash', isStillComing: false });
  expect(await wanted()).toEqual([{ title: 'Birch' }, { title: 'Cedar' }]);
  expect(await em().execute('select status, decision_reason from proposals')).toEqual([
    { status: 'superseded', decision_reason: 'Mia does not want it any more' },
  ]);
});

test('what somebody else wants too is still searched for, and stands on their quota then', async () => {
  await askedFor(em(), 'Ash');
  await askedFor(em(), 'Ash', { person: sam });

  expect(await remove(mia, 1)).toEqual({ title: 'Ash', isStillComing: true });
  expect(await wanted()).toEqual([{ title: 'Ash' }]);
  expect(await em().execute('select user_name from wishlist where made_wanted')).toEqual([
    { user_name: 'Sam' },
  ]);
});

test('a gap that was wanted anyway stays wanted when its wish is taken off', async () => {
  await askedFor(em(), 'Ash');
  await em().execute('delete from wishlist');
  await askedFor(em(), 'Ash');

  expect(await remove(mia, 2)).toMatchObject({ isStillComing: true });
  expect(await wanted()).toEqual([{ title: 'Ash' }]);
});

test('nobody touches the wishes of others, except operators', async () => {
  await askedFor(em(), 'Ash');

  await expect(remove(sam, 1)).rejects.toMatchObject({
    code: 'not_allowed',
    message: 'Wish 1 is one of Mia.',
  });
  expect(await remove(ada, 1)).toMatchObject({ title: 'Ash' });
  await expect(remove(ada, 1)).rejects.toMatchObject({ code: 'not_found' });
});

test('beyond the quota a wish waits, not searched for, until the week turns', async () => {
  const quotas = 'member=1 book';
  const kinds = [
    await askedFor(em(), 'Ash', { quotas }),
    await askedFor(em(), 'Birch', { quotas }),
    await askedFor(em(), 'Cedar', { quotas }),
  ];
  const before = await wanted();
  await grant(quotas, daysLater(6));
  const sunday = await wanted();
  await grant(quotas, daysLater(7));

  expect(kinds).toEqual(['requested', 'waits', 'waits']);
  expect([before, sunday]).toEqual([[{ title: 'Ash' }], [{ title: 'Ash' }]]);
  expect(await wanted()).toEqual([{ title: 'Ash' }, { title: 'Birch' }]);
  expect(await list(mia, daysLater(7))).toEqual([
    'Ash: wanted',
    'Birch: wanted',
    'Cedar: waits for quota',
  ]);
});

test('asking twice is charged once and does not give the place back', async () => {
  const quotas = 'member=1 book';
  await askedFor(em(), 'Ash', { quotas });

  expect(await askedFor(em(), 'Ash', { quotas })).toBe('joined');
  expect(await askedFor(em(), 'Birch', { quotas })).toBe('waits');
});

test('a place that is given back goes to the next wish', async () => {
  const quotas = 'member=1 book';
  await askedFor(em(), 'Ash', { quotas });
  await askedFor(em(), 'Birch', { quotas });

  await remove(mia, 1);
  await grant(quotas, now);

  expect(await wanted()).toEqual([{ title: 'Birch' }]);
});

test('what is fetched already leaves the list, but its place is used', async () => {
  const quotas = 'member=1 book';
  await askedFor(em(), 'Ash', { quotas });
  await em().execute(`update missing_books set download_status = 'downloading'`);

  expect(await remove(mia, 1)).toEqual({ title: 'Ash', isStillComing: true });
  expect(await list(mia)).toEqual([]);
  expect(await askedFor(em(), 'Birch', { quotas })).toBe('waits');
});

test('joining a book, and asking as an operator, needs no place', async () => {
  const quotas = 'member=1 book';
  await askedFor(em(), 'Ash', { quotas });
  await askedFor(em(), 'Birch', { quotas, person: ada });
  await askedFor(em(), 'Cedar', { quotas, person: ada });

  expect(await askedFor(em(), 'Birch', { quotas })).toBe('joined');
  expect(await wanted()).toHaveLength(3);
});

test('people who ask at once do not share the last place', async () => {
  const quotas = 'member=2 books';
  const kinds = await Promise.all(
    ['Ash', 'Birch', 'Cedar', 'Douglas'].map((title) => askedFor(em(), title, { quotas })),
  );

  expect(kinds.sort()).toEqual(['requested', 'requested', 'waits', 'waits']);
});

test('an announced book that was requested is searched for once it is out', async () => {
  await askedFor(em(), 'Ash');
  await em().execute(
    `update missing_books set download_status = 'announced', release_date = '2026-12-02'`,
  );

  const early = await grant('', daysLater(1));
  const late = await grant('', daysLater(3));

  expect([early, late]).toMatchObject([{ out: 0 }, { out: 1 }]);
  expect(await dueBooks(em(), { now: daysLater(3), limit: 9 })).toHaveLength(1);
});
