import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHardcover, type Hardcover } from '../../src/clients/hardcover/index.ts';
import {
  type HardcoverServer,
  type ListedBook,
  startHardcover,
} from '../../src/sandbox/hardcover.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  complete,
  createCatalogue,
  createShelf,
  daysLater,
  emberItem,
  emberProduct,
  scan,
} from './shelf.ts';

const { em } = useDatabase();
let server: HardcoverServer;
let hardcover: Hardcover;

const listed = (place: number, changes: Partial<ListedBook> = {}): ListedBook => ({
  id: Math.round(place * 10),
  title: `Ember Volume ${place}`,
  author: 'Anna Ward',
  series: { name: 'Ember', position: place },
  releaseDate: '2020-01-01',
  audio: { asin: null, seconds: 36_000 },
  ...changes,
});

beforeEach(async () => {
  server = await startHardcover([listed(1), listed(2)]);
  hardcover = createHardcover({
    url: server.url,
    token: server.token,
    userAgent: 'tests',
    pace: async () => undefined,
  });
});

afterEach(() => server.stop());

const catalogue = createCatalogue([emberProduct('1'), emberProduct('2')]);

/** Gaps as `place state: doubt` after volume 1 was scanned and compared. */
async function compare(options: Partial<Parameters<typeof complete>[2]> = {}, source = catalogue) {
  await scan(em(), createShelf([emberItem('1')]));
  const report = await complete(em(), source, { hardcover, ...options });
  const rows = await em().execute<{ place: string; state: string; doubt: string | null }[]>(
    `select series_number as place, download_status as state, doubt from missing_books order by series_number`,
  );
  return {
    report,
    gaps: rows.map(({ place, state, doubt }) => `${place} ${state}${doubt ? `: ${doubt}` : ''}`),
  };
}

test('a second opinion that agrees changes nothing', async () => {
  const { report, gaps } = await compare();

  expect(gaps).toEqual(['2 identified']);
  expect(report).toMatchObject({ missing: 1, unsure: 0, opinion: { asked: 1, stopped: null } });
  expect(await em().execute('select hardcover_id, last_opinion_error from series')).toEqual([
    { hardcover_id: 1, last_opinion_error: null },
  ]);
});

test('what only the second opinion lists is unsure, with the reason, and never wanted', async () => {
  server.books.push(
    listed(3),
    listed(4, { audio: null }),
    listed(5, { releaseDate: '2027-03-01', audio: null }),
  );
  await scan(em(), createShelf([emberItem('1')]));
  await em().execute(`update series set monitor = 'all'`);

  const { gaps } = await compare();

  expect(gaps).toEqual([
    '2 identified',
    '3 unsure: only Hardcover lists it',
    '4 unsure: only Hardcover lists it, without an audiobook',
    '5 unsure: only Hardcover announces it, for 2027-03-01',
  ]);
  expect(await em().execute('select title from missing_books where is_wanted')).toEqual([
    { title: 'Ember Volume 2' },
  ]);
});

test.each([
  [
    'a novella by policy',
    listed(1.5, { title: 'Cinders' }),
    ['1.5 unsure: only Hardcover lists it'],
  ],
  ['the same title at another place', listed(7, { title: 'Ember Volume 2' }), []],
  ['another title at a known place', listed(2, { id: 99, title: 'Embers' }), []],
  ['an owned title', listed(9, { title: 'Ember Volume 1' }), []],
  ['the ASIN of a known edition', listed(8, { title: 'X', audio: { asin: 'B2', seconds: 1 } }), []],
])('of %s the second opinion makes what it should', async (_, book, expected) => {
  server.books.push(book);

  expect((await compare()).gaps).toEqual([...expected, '2 identified']);
});

test('a series that the catalogue does not know is known by the second opinion alone, as unsure', async () => {
  const { report, gaps } = await compare({}, createCatalogue([]));

  expect(report.unknown).toHaveLength(1);
  expect(gaps).toEqual(['2 unsure: only Hardcover lists it']);
});

test('a series of that name by somebody else is not ours', async () => {
  server.books = server.books.map((book) => ({ ...book, author: 'Somebody Else' }));
  server.books.push(listed(3, { author: 'Somebody Else' }));

  expect((await compare()).gaps).toEqual(['2 identified']);
  expect(await em().execute('select last_opinion_error from series')).toEqual([
    { last_opinion_error: 'Hardcover does not list this series' },
  ]);
});

test('a book that the catalogue has come to list is missing, no longer unsure', async () => {
  server.books.push(listed(3));
  await compare();
  const grown = createCatalogue([...catalogue.volumes, emberProduct('3')]);

  const { gaps } = await compare({ now: daysLater(31) }, grown);

  expect(gaps).toEqual(['2 identified', '3 identified']);
});

test('the opinion is asked for again after a month, by the number it gave, and kept meanwhile', async () => {
  server.books.push(listed(3));
  await compare();
  const first = server.requests.length;

  const soon = await compare({ now: daysLater(29) });
  const again = server.requests.length;
  await compare({ now: daysLater(31) });

  expect([first, again, server.requests.length]).toEqual([2, 2, 3]);
  expect(soon.gaps).toContain('3 unsure: only Hardcover lists it');
});

test.each([
  ['throttles', { status: 429, headers: { 'retry-after': '60' } }],
  ['refuses the token', { status: 401 }],
  ['is away', { cut: 'before' as const }],
])(
  'a second opinion that %s is not asked again in this run, and the run goes on',
  async (_, fault) => {
    server.failNext('graphql', fault, 9);

    const { report, gaps } = await compare();

    expect(gaps).toEqual(['2 identified']);
    expect(report.opinion).toMatchObject({ asked: 1 });
    expect(report.opinion.stopped).toContain('hardcover');
    expect(await em().execute('select last_opinion_check from series')).toEqual([
      { last_opinion_check: null },
    ]);
  },
);
