import { expect, test } from 'vitest';
import type { Audible, AudibleProduct } from '../../src/clients/audible/index.ts';
import { ExternalError } from '../../src/errors.ts';
import { noteArrivals } from '../../src/library/arrivals.ts';
import { completeAuthors } from '../../src/library/complete-authors.ts';
import type { MonitorMode } from '../../src/library/monitor-modes.ts';
import { monitorAuthors } from '../../src/library/monitor.ts';
import { requestBook } from '../../src/library/request-book.ts';
import { useDatabase } from '../support/use-database.ts';
import { gaps } from './gap-rows.ts';
import {
  buildItem,
  complete,
  createCatalogue,
  createShelf,
  daysLater,
  emberItem,
  emberProduct,
  now,
  policy,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

/** A single by Anna Ward in the catalogue. */
function single(title: string, changes: Partial<AudibleProduct> = {}) {
  return emberProduct(title, { asin: `S-${title}`, title, series: [], ...changes });
}

const titles = (count: number) => [
  'Salt',
  ...['Ash', 'Smoke', 'River', 'Crown', 'Oath', 'Tide'].slice(0, count),
];
const catalogueOf = (count: number) => createCatalogue(titles(count).map((title) => single(title)));
const salt = buildItem('s', { title: 'Salt' });

async function own(...items: Parameters<typeof createShelf>[0] & object) {
  const shelf = createShelf(items);
  await scan(em(), shelf);
  return shelf;
}

const run = (
  audible: Audible,
  changes: { now?: Date; signal?: AbortSignal; onStep?: () => Promise<void> } = {},
) =>
  completeAuthors(
    em(),
    { audible, hardcover: null },
    {
      policy,
      now,
      holdsNew: false,
      signal: new AbortController().signal,
      onStep: async () => {},
      ...changes,
    },
  );

const monitor = (mode: MonitorMode, of = 'Anna Ward', when = now) =>
  em().transactional((inner) =>
    monitorAuthors(inner, { of, monitor: mode, actor: 'Ada', now: when, policy }),
  );

test('the books of an author that are not on the shelf are stored, wanted by nobody yet', async () => {
  await own(salt);
  const catalogue = catalogueOf(2);
  catalogue.volumes.push(single('Dawn', { releaseDate: '2026-12-24' }));
  catalogue.volumes.push(
    single('Frost 1', { series: [{ asin: 'FROST', title: 'Frost', position: '1' }] }),
  );

  const report = await run(catalogue);

  expect(report).toMatchObject({
    authors: 1,
    asked: 1,
    missing: 3,
    announced: 1,
    found: 4,
    queued: 0,
  });
  expect(await gaps(em())).toEqual({
    Ash: 'identified',
    Smoke: 'identified',
    1: 'identified',
    Dawn: 'announced',
  });
  expect(
    await em().execute(
      `select author_id, reason_missing, asin, series_name from missing_books where series_number = '1'`,
    ),
  ).toEqual([
    { author_id: 1, reason_missing: 'author_gap', asin: 'S-Frost 1', series_name: 'Frost' },
  ]);
  expect(
    await em().execute(
      'select total_audiobooks_external, audiobooks_owned, audiobooks_missing, completion_percentage::float as percent, completion_status, last_completion_check from authors',
    ),
  ).toEqual([
    {
      total_audiobooks_external: 4,
      audiobooks_owned: 1,
      audiobooks_missing: 3,
      percent: 25,
      completion_status: 'incomplete',
      last_completion_check: now,
    },
  ]);
});

test('fewer than five missing books of a monitored author are wanted at once', async () => {
  await own(salt);
  await run(catalogueOf(4));

  const { wanted } = await monitor('all');

  expect(wanted).toBe(4);
  expect(
    await em().execute('select distinct priority, is_wanted, next_search_at from missing_books'),
  ).toEqual([{ priority: 2, is_wanted: true, next_search_at: null }]);
});

test('five or more are wished for: last in the queue and a few a day, also across authors', async () => {
  await own(salt, buildItem('w', { title: 'Wolf', authors: ['Li Wei'] }));
  const catalogue = catalogueOf(6);
  for (const name of ['A', 'B', 'C', 'D', 'E'])
    catalogue.volumes.push(single(`Wolf ${name}`, { authors: [{ asin: null, name: 'Li Wei' }] }));
  await run(catalogue);

  await monitor('all');
  await monitor('all', 'Li Wei');

  const rows = await em().execute<{ priority: number; at: Date }[]>(
    'select priority, next_search_at as at from missing_books order by next_search_at',
  );
  expect(rows).toHaveLength(11);
  expect(new Set(rows.map(({ priority }) => priority))).toEqual(new Set([3]));
  const hours = rows.map(({ at }) => (at.getTime() - now.getTime()) / 3_600_000);
  const perDay = 24 / policy.wishlistPerDay;
  expect(hours.map((hour) => Math.round(hour * 10) / 10)).toEqual(
    rows.map((_, turn) => Math.round(turn * perDay * 10) / 10),
  );
});

test('new books of a monitored author are wanted as soon as they are listed', async () => {
  await own(salt);
  await run(catalogueOf(1));
  await monitor('all');

  const report = await run(catalogueOf(2), { now: daysLater(31) });

  expect(report).toMatchObject({ found: 1, queued: 1 });
  expect(await gaps(em())).toEqual({ Ash: 'identified wanted', Smoke: 'identified wanted' });
});

test('what is unsure is never wanted', async () => {
  await own(salt);
  await monitor('all');

  await run(createCatalogue([single('Salt'), single('Ash', { isPurchasable: false })]));

  expect(await gaps(em())).toEqual({ Ash: 'unsure' });
  expect(await em().execute('select doubt from missing_books')).toEqual([
    { doubt: 'no longer sold' },
  ]);
});

test('a book of two authors of the library is one gap', async () => {
  await own(salt, buildItem('w', { title: 'Wolf', authors: ['Li Wei'] }));
  const both = [
    { asin: null, name: 'Li Wei' },
    { asin: null, name: 'Anna Ward' },
  ];

  await run(createCatalogue([single('Ash', { authors: both })]));

  expect(await gaps(em())).toEqual({ Ash: 'identified' });
});

test('what belongs to a series of the library is a gap of that series alone, in whatever order they are compared', async () => {
  await own(emberItem('1'));
  const catalogue = createCatalogue([emberProduct('1'), emberProduct('2'), single('Ash')]);
  catalogue.volumes[2] = { ...single('Ash'), place: '' };

  await run(catalogue);
  const first = await em().execute(
    'select series_number, reason_missing from missing_books order by title',
  );
  await complete(em(), {
    ...catalogue,
    seriesEntries: async () => ({
      title: 'Ember',
      entries: ['1', '2'].map((place) => ({ asin: `B${place}`, position: place, sort: null })),
      droppedRows: 0,
    }),
  });
  await run(catalogue, { now: daysLater(1) });

  expect(first).toHaveLength(2);
  expect(
    await em().execute('select title, reason_missing from missing_books order by title'),
  ).toEqual([
    { title: 'Ash', reason_missing: 'author_gap' },
    { title: 'Ember Volume 2', reason_missing: 'series_gap' },
  ]);
  expect(
    await em().execute('select audiobooks_missing, total_audiobooks_external from authors'),
  ).toEqual([{ audiobooks_missing: 2, total_audiobooks_external: 3 }]);
});

test('a book that somebody asked for is not listed twice', async () => {
  await own(salt);
  await em().transactional((inner) =>
    requestBook(inner, { title: 'Ash', author: 'Anna Ward', actor: 'Bo', now }),
  );

  await run(catalogueOf(1));

  expect(await gaps(em())).toEqual({ Ash: 'identified wanted' });
});

test('a book that arrives closes its gap at once, under whatever title its ASIN has', async () => {
  const shelf = await own(salt);
  await run(catalogueOf(2));
  shelf.items.push(buildItem('a', { title: 'ASH!', asin: 'S-Ash' }));

  await noteArrivals(em(), shelf, { libraryId: undefined, policy, now: daysLater(1) });

  expect(await gaps(em())).toEqual({ Ash: 'completed', Smoke: 'identified' });
  expect(
    await em().execute(`select b.abs_id from missing_books m join books b on b.id = m.book_id`),
  ).toEqual([{ abs_id: 'a' }]);
});

test('a gap that the catalogue no longer lists goes, unless somebody decided about it', async () => {
  await own(salt);
  await run(catalogueOf(2));
  await em().execute(
    `insert into proposals (missing_book_id, status) select id, 'rejected' from missing_books where title = 'Ash'`,
  );

  await run(catalogueOf(0), { now: daysLater(31) });

  expect(await gaps(em())).toEqual({ Ash: 'identified' });
});

test('a catalogue that suddenly lists nothing is unknown, not the end of an author', async () => {
  await own(salt);
  await run(catalogueOf(1));

  const report = await run(createCatalogue([]), { now: daysLater(31) });

  expect(report.unknown).toEqual([
    { author: 'Anna Ward', reason: 'the catalogue lists nothing by this author' },
  ]);
  expect(await gaps(em())).toEqual({ Ash: 'identified' });
});

test.each([
  ['one of many in an anthology', ['A One', 'B Two', 'C Three', 'Anna Ward'], 0],
  ['one of three', ['A One', 'B Two', 'Anna Ward'], 3],
  ['nobody', ['Various Authors'], 0],
])('an author who is %s is asked for or not', async (_, authors, asked) => {
  await own(buildItem('x', { authors }));

  expect(await run(catalogueOf(0))).toMatchObject({ asked });
});

test('a run that dies goes on with the authors it had not asked for', async () => {
  await own(
    salt,
    buildItem('w', { title: 'Wolf', authors: ['Li Wei'] }),
    buildItem('x', { authors: ['Bo Lind'] }),
  );
  const asked: string[] = [];
  const away = {
    ...catalogueOf(1),
    productsOfAuthor: async (name: string) => {
      if (asked.length === 2) throw new ExternalError('audible', 'unreachable', 'away');
      asked.push(name);
      return { products: [single('Ash')], isWhole: true };
    },
  };
  const back = {
    ...away,
    productsOfAuthor: async (name: string) => {
      asked.push(name);
      return { products: [], isWhole: true };
    },
  };

  await expect(run(away)).rejects.toThrow('away');
  await run(back);

  expect(asked.toSorted()).toEqual(['Anna Ward', 'Bo Lind', 'Li Wei']);
});

test('an unknown author is an error with a way out', async () => {
  await expect(monitor('all', 'Nobody')).rejects.toMatchObject({
    code: 'not_found',
    message: 'There is no author "Nobody".',
  });
});
