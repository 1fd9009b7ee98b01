import { expect, test } from 'vitest';
import type { Goodreads } from '../../src/clients/goodreads/index.ts';
import type { Mam } from '../../src/clients/mam/index.ts';
import { searchText } from '../../src/clients/mam/query.ts';
import { ExternalError } from '../../src/errors.ts';
import { searchDue } from '../../src/proposals/search-due.ts';
import { applyImport, draftImport } from '../../src/wishlist/import-list.ts';
import { readFeedsHandler } from '../../src/wishlist/read-feeds.ts';
import { renderImport } from '../../src/wishlist/show-import.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { buildItem, createShelf, scan } from '../library/shelf.ts';
import { policy } from '../proposals/builders.ts';
import { only } from '../proposals/site.ts';
import { useDatabase } from '../support/use-database.ts';
import { askedFor, daysLater, mia, now, rules, sam } from './people.ts';

const { em } = useDatabase();

const table =
  'Title,Author\nAsh,Anna Ward\n"Birch (Trees, #2)",Anna Ward\nThe Salt Road,Anna Ward\n';

const bring = (text: string, person = mia) =>
  em().transactional((inner) => draftImport(inner, text, { person, now }));
const confirm = (id: number, { person = mia, quotas = '' } = {}) =>
  em().transactional((inner) => applyImport(inner, id, { person, rules: rules(quotas), now }));
const shown = async (id: number) => textOf((await renderImport(em(), id))!);
const titles = async () => {
  const rows = await em().execute<{ title: string }[]>(
    'select title from missing_books order by id',
  );
  return rows.map(({ title }) => title);
};

test('a list is only looked at first; it names what is new, wanted and owned', async () => {
  await scan(em(), createShelf([buildItem('salt', { title: 'The Salt Road' })]));
  await askedFor(em(), 'Ash', { person: sam });

  const id = await bring(table);
  const reply = await renderImport(em(), id);

  expect(textOf(reply!)).toMatch(/New: 1\nWanted already: 1\nOn the shelf: 1\nBirch by Anna Ward/);
  expect(buttonsOf(reply!).map(({ input }) => input)).toEqual([{ action: 'import', list: id }]);
  expect(await titles()).toEqual(['Ash']);
});

test('confirmed it is on the list of whoever brought it, and a second time nothing is added', async () => {
  await confirm(await bring(table));
  const first = await titles();
  const again = await bring(table);
  const summary = await shown(again);
  await confirm(again);

  expect(first).toEqual(['Ash', 'Birch', 'The Salt Road']);
  expect(summary).toContain('New: 0\nWanted already: 3');
  expect(await titles()).toEqual(first);
  expect(await em().execute('select count(*)::int as wishes from wishlist')).toEqual([
    { wishes: 3 },
  ]);
  expect(
    await em().execute(
      `select series_name, series_number from missing_books where title = 'Birch'`,
    ),
  ).toEqual([{ series_name: 'Trees', series_number: '2' }]);
});

test('it is confirmed once, and by nobody else', async () => {
  const id = await bring(table);

  await expect(confirm(id, { person: sam })).rejects.toMatchObject({ code: 'conflict' });
  const outcomes = await Promise.allSettled([confirm(id), confirm(id)]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await shown(id)).toContain('Searched for: 3');
});

test('what a quota does not cover waits', async () => {
  const id = await bring(table);

  await confirm(id, { quotas: 'member=1 book' });

  expect(await shown(id)).toContain('Waits for your quota: 2');
});

test('a list of many books is drained by few searches, and none is repeated in its week', async () => {
  const names = 'Ash Birch Cedar Elder Fir Hazel Larch Maple Oak Pine Rowan Spruce'.split(' ');
  await confirm(
    await bring(`Title,Author\n${names.map((name) => `${name},Anna Ward`).join('\n')}`),
  );
  const texts: string[] = [];
  const search: Mam['search'] = async ({ text }) => {
    if (text !== '') texts.push(text);
    return { rows: [], found: 0, rawRows: 0, start: 0, droppedRows: 0 };
  };
  const mam = { search, searchText } as unknown as Mam;
  const { signal } = new AbortController();
  const run = (at: Date) => searchDue(em(), only(mam), { policy, platforms: [], now: at, signal });

  const first = await run(now);
  const second = await run(daysLater(3));

  expect([first.searched, second.searched]).toEqual([12, 0]);
  expect(texts).toHaveLength(1);
});

test.each([
  ['', 'The list is empty.'],
  ['title,author\n,Anna Ward\n1,', 'None of the 2 lines names a title and an author.'],
])('what is no list is refused: %j', async (text, message) => {
  await expect(bring(text)).rejects.toMatchObject({ code: 'bad_input', message });
});

const feed = 'https://www.goodreads.com/review/list_rss/7?key=secret&shelf=to-read';
const item = (title: string) =>
  `<item><title>${title}</title><author_name>Anna Ward</author_name></item>`;
const xml = (...items: string[]) => `<rss><channel>${items.join('')}</channel></rss>`;

/** Reads the feeds that were brought. */
async function readFeeds(goodreads: Goodreads): Promise<void> {
  const handle = readFeedsHandler({ goodreads, platforms: ['discord', 'slack'] });
  const messages = await em().execute<{ payload: object }[]>(
    `select payload from outbox where topic = 'read-feeds'`,
  );
  for (const { payload } of messages) {
    await em().transactional((inner) => handle({ payload } as never, inner));
  }
}

test('a shelf is read page by page, asked about on a card, and its key is not kept', async () => {
  const pages: string[] = [];
  const shelf = [xml(item('Ash'), item('Birch')), xml(item('Cedar')), xml()];
  const id = await bring(feed);
  const before = await shown(id);

  await readFeeds({
    async shelfPage(address, page) {
      pages.push(`${address} ${page}`);
      return shelf[page - 1] ?? '';
    },
  });

  expect(before).toContain('Reading the shelf');
  expect(pages).toEqual([1, 2, 3].map((page) => `${feed} ${page}`));
  expect(await shown(id)).toContain('New: 3');
  expect(
    await em().execute(
      `select platform, payload ->> 'subject' as subject from outbox where kind = 'card'`,
    ),
  ).toEqual([{ platform: 'discord', subject: `import:${id}` }]);
  expect(JSON.stringify(await em().execute('select * from wishlist_imports'))).not.toContain(
    'secret',
  );
});

test('a shelf that is refused is told as such; one that is away is asked again later', async () => {
  const refuse = (kind: 'refused' | 'unreachable') => ({
    shelfPage: async () => {
      throw new ExternalError('goodreads', kind, 'goodreads answered 404');
    },
  });
  const id = await bring(feed);

  await expect(readFeeds(refuse('unreachable'))).rejects.toThrow(ExternalError);
  await readFeeds(refuse('refused'));

  expect(await shown(id)).toContain('goodreads answered 404. Nothing was added.');
});
