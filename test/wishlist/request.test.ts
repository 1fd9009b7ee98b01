import { expect, test } from 'vitest';
import type { Mam } from '../../src/clients/mam/index.ts';
import { textOf } from '../e2e/chat-room.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { lookUpHandler } from '../../src/wishlist/look-up.ts';
import { renderLookUp } from '../../src/wishlist/show-request.ts';
import { buildItem, createShelf, scan } from '../library/shelf.ts';
import { buildRow } from '../releases/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, ask, askedFor, buildProduct, createShop, mia, now, sam } from './people.ts';

const { em } = useDatabase();

const config = loadConfig({});

/** Does what the outbox has to do about requests; answers what the card of the last one says. */
async function lookUp(programs: Partial<Pick<Services, 'mam' | 'audible'>>): Promise<string> {
  const services = {
    mam: null,
    ...createShop([]),
    ...programs,
    config,
    platforms: ['discord', 'slack'],
    policy: async () => policyOf(config.settings),
    now: () => now,
  } as unknown as Services;
  const messages = await em().execute<{ payload: { id: number } }[]>(
    `select payload from outbox where topic = 'look-up' order by id`,
  );
  const handle = lookUpHandler(services);
  for (const { payload } of messages) {
    await em().transactional((inner) => handle({ payload } as never, inner));
  }
  const reply = await renderLookUp(em(), messages.at(-1)?.payload.id ?? 0);
  return reply ? textOf(reply) : '';
}

const wanted = () => em().execute('select title, author_name, asin, is_wanted from missing_books');
const wishes = () =>
  em().execute('select user_name, place, made_wanted, missing_book_id from wishlist order by id');

test('words are read as "title by author"', async () => {
  expect(await ask(em(), 'The Salt Road by Anna Ward')).toMatchObject({
    outcome: { kind: 'requested', title: 'The Salt Road', missing: 1 },
  });
  expect(await wanted()).toMatchObject([
    { title: 'The Salt Road', author_name: 'Anna Ward', is_wanted: true },
  ]);
});

test('a book that is called "… by …" is found as a whole', async () => {
  await askedFor(em(), 'Death by Water', { author: 'Li Wei' });

  expect(await ask(em(), 'Death by Water', { person: sam })).toMatchObject({
    outcome: { kind: 'joined', missing: 1, others: ['Mia'] },
  });
});

test('a second person joins: one book, two wishes, each at the end of a list of its own', async () => {
  await askedFor(em(), 'Glass Sea');
  await askedFor(em(), 'The Salt Road');

  expect(await askedFor(em(), 'Salt Road', { person: sam })).toBe('joined');
  expect(await askedFor(em(), 'Salt Road', { person: sam })).toBe('joined');
  expect(await wishes()).toEqual([
    { user_name: 'Mia', place: 1, made_wanted: true, missing_book_id: 1 },
    { user_name: 'Mia', place: 2, made_wanted: true, missing_book_id: 2 },
    { user_name: 'Sam', place: 1, made_wanted: false, missing_book_id: 2 },
  ]);
  expect(await em().execute(`select count(*)::int as runs from tasks`)).toEqual([{ runs: 1 }]);
});

test('two people who ask at once share one book', async () => {
  const outcomes = await Promise.all(
    [mia, sam, ada].map((person) => askedFor(em(), 'The Salt Road', { person })),
  );

  expect(outcomes.sort()).toEqual(['joined', 'joined', 'requested']);
  expect(await wanted()).toHaveLength(1);
});

test('a book on the shelf is said to be there, and no wish is made', async () => {
  await scan(em(), createShelf([buildItem('salt', { title: 'The Salt Road' })]));

  expect(await askedFor(em(), 'Salt Road')).toBe('owned');
  expect(await wishes()).toEqual([]);
});

test('an ASIN is looked up in the catalogue; the card says what became of it on the platform of the asker', async () => {
  const requested = await ask(em(), 'https://www.audible.com/pd/Salt/B000000001');
  const shop = createShop([buildProduct()]);

  const card = await lookUp(shop);

  expect(requested).toEqual({ kind: 'looking', what: 'ASIN B000000001' });
  expect(card).toMatch(/^Requested: The Salt Road\nWanted book 1 [^]*Asked for by Mia/);
  expect(await wanted()).toMatchObject([{ asin: 'B000000001', is_wanted: true }]);
  expect(
    await em().execute(
      `select platform, payload ->> 'subject' as subject from outbox where kind = 'card'`,
    ),
  ).toEqual([{ platform: 'discord', subject: 'request:1' }]);
});

test('what was looked up is not looked up again, neither by a second message nor for a known ASIN', async () => {
  await ask(em(), 'B000000001');
  const shop = createShop([buildProduct()]);
  await lookUp(shop);
  await lookUp(shop);

  expect(await ask(em(), 'B000000001', { person: sam })).toMatchObject({
    outcome: { kind: 'joined', missing: 1 },
  });
  expect(shop.asked).toEqual(['B000000001']);
});

test('a book that is not out yet is announced with its date', async () => {
  await ask(em(), 'B000000001');

  const card = await lookUp(createShop([buildProduct({ releaseDate: '2027-03-01' })]));

  expect(card).toContain('Not out yet: The Salt Road\nIt comes out on 2027-03-01');
  expect(await em().execute('select download_status, is_wanted from missing_books')).toEqual([
    { download_status: 'announced', is_wanted: true },
  ]);
});

test.each(['https://www.myanonamouse.net/t/55000', '55000', 'mam 55000'])(
  'a torrent of the tracker is asked for by its number: %s',
  async (text) => {
    await ask(em(), text);
    const row = buildRow({ id: 55_000, title: 'The Salt Road', authors: ['Anna Ward'] });
    const releaseById = async (id: number) => (id === 55_000 ? row : null);

    const card = await lookUp({ mam: { releaseById } as unknown as Mam });

    expect(card).toContain('Requested: The Salt Road');
    expect(await wanted()).toMatchObject([{ author_name: 'Anna Ward' }]);
  },
);

test.each([
  ['the tracker does not have', '55000', 'the tracker is not configured'],
  ['the catalogue does not know', 'B000000009', 'does not know the ASIN B000000009'],
  ['nothing is found for', '9780306406157', 'finds nothing for the ISBN 9780306406157'],
])('what %s is said to be unknown, with what to do', async (_, text, reason) => {
  await ask(em(), text);

  const card = await lookUp({});

  expect(card).toContain(reason);
  expect(card).toContain('Say the title and the author');
  expect(await wanted()).toEqual([]);
});

test('the address of a page names the book when the catalogue has one of that title', async () => {
  await ask(em(), 'https://www.goodreads.com/book/show/12-the-salt-road');

  const shop = createShop([
    buildProduct({ asin: 'B000000002', title: 'Salt Road Summary' }),
    buildProduct(),
  ]);

  expect(await lookUp(shop)).toContain('Requested: The Salt Road');
});

test('several possible books are offered, and nothing is wanted before somebody chooses', async () => {
  await ask(em(), '9780306406157');

  const card = await lookUp(createShop([buildProduct()]));

  expect(card).toContain('Which of these books is it?');
  expect(card).toContain('The Salt Road by Anna Ward');
  expect(await wanted()).toEqual([]);
});

test('a small number that is no missing book is not taken for a torrent', async () => {
  await expect(ask(em(), '1984')).rejects.toMatchObject({
    message: 'There is no missing book 1984.',
    hint: 'A title needs its author; a torrent of the tracker is "request mam 1984".',
  });
});

test('a link to somewhere else is refused with what to do', async () => {
  await expect(ask(em(), 'https://example.org/book')).rejects.toMatchObject({
    code: 'bad_input',
    message: 'Links to example.org say nothing to this bot.',
  });
});

test('a book that was searched this week without a result is not searched again by taking it off and asking anew', async () => {
  await askedFor(em(), 'The Salt Road');
  await em().execute(
    `update missing_books set is_wanted = false, search_note = 'nothing', next_search_at = '2026-12-04T00:00:00Z'`,
  );

  expect(await ask(em(), '1', { person: sam })).toMatchObject({
    outcome: { kind: 'searched', until: '2026-12-04' },
  });
});
