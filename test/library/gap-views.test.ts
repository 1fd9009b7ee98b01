import { beforeEach, expect, test } from 'vitest';
import { hideGap } from '../../src/library/hide-gap.ts';
import { listGaps } from '../../src/library/list-gaps.ts';
import { listUpcoming } from '../../src/library/upcoming.ts';
import { gapText } from '../../src/library/show-completion.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  buildItem,
  complete,
  createCatalogue,
  createShelf,
  daysLater,
  emberItem,
  emberProduct,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

const catalogue = createCatalogue([
  ...['1', '2', '3', '4'].map((place) => emberProduct(place)),
  emberProduct('4.5'),
  emberProduct('5', { releaseDate: '2026-12-24' }),
  emberProduct('6', { releaseDate: '2026-11-01' }),
]);

/** Ember 1 and 2 in an omnibus and 3 by itself; 4 is missing. */
beforeEach(async () => {
  const omnibus = buildItem('o', {
    title: 'The Ember Omnibus',
    series: [{ name: 'Ember', sequence: '1-2' }],
  });
  await scan(em(), createShelf([omnibus, emberItem('3')]));
  await complete(em(), catalogue);
  await em().execute(
    `insert into missing_books (work_key, title, author_name, author_id, reason_missing, download_status)
     values ('a', 'Salt', 'Anna Ward', 1, 'author_gap', 'identified'),
            ('b', 'Wolf', 'Li Wei', null, 'request', 'failed')`,
  );
});

type Filter = Omit<Parameters<typeof listGaps>[1], 'limit' | 'offset'>;

const list = async (filter: Filter) =>
  (await listGaps(em(), { ...filter, limit: 50, offset: 0 })).rows.map((row) => {
    return `${row.position ?? row.title} ${gapText(row)}`;
  });

test.each<[string, Filter, string[]]>([
  [
    'what is open',
    {},
    [
      '4 missing',
      '4.5 unsure: stands between the numbered books',
      '5 not out yet (2026-12-24)',
      '6 not out yet (2026-11-01)',
      'Salt missing',
      'Wolf failed',
    ],
  ],
  ['what is missing', { state: 'missing' }, ['4 missing', 'Salt missing']],
  [
    'what is not out',
    { state: 'upcoming' },
    ['5 not out yet (2026-12-24)', '6 not out yet (2026-11-01)'],
  ],
  [
    'what is owned in an omnibus',
    { state: 'covered' },
    ['1 in the owned omnibus "The Ember Omnibus"', '2 in the owned omnibus "The Ember Omnibus"'],
  ],
  ['of another series, what is owned in an omnibus', { state: 'covered', series: 'Frost' }, []],
  ['of an author', { author: 'wei' }, ['Wolf failed']],
  ['of a number', { authorId: 1, reason: 'author' }, ['Salt missing']],
  ['what was asked for', { reason: 'request' }, ['Wolf failed']],
  ['with signs of patterns as plain letters', { author: '%' }, []],
])('the list shows %s', async (_, filter, expected) => {
  expect(await list(filter)).toEqual(expected);
});

test('an omnibus that is gone covers nothing', async () => {
  await scan(em(), createShelf([emberItem('3')]), { now: daysLater(1), acceptsDrop: true });
  await complete(em(), catalogue, { now: daysLater(1) });

  expect(await list({ state: 'covered' })).toEqual([]);
  expect(await list({ state: 'missing', series: 'Ember' })).toEqual([
    '1 missing',
    '2 missing',
    '4 missing',
  ]);
});

const hide = (gap: string, back = false) =>
  em().transactional((inner) => hideGap(inner, { gap, back }));

test('a hidden book is in no list but that of the hidden ones, whatever is compared later', async () => {
  await hide('Ember Volume 4');
  await complete(em(), catalogue, { now: daysLater(31) });

  expect(await list({ series: 'Ember', state: 'missing' })).toEqual([]);
  expect(await list({ state: 'hidden' })).toEqual(['4 hidden']);
});

test('a book that is brought back is missing again, wanted by nobody', async () => {
  const { id } = await hide('Ember Volume 4');
  await hide(String(id), true);

  expect(await list({ state: 'missing' })).toContain('4 missing');
});

test.each([
  ['on its way', `download_status = 'downloading'`, 'Salt', false],
  ['on the shelf', `download_status = 'completed'`, 'Salt', false],
  ['not hidden', `priority = 1`, 'Salt', true],
])('a book that is %s is not hidden or brought back', async (_, change, gap, back) => {
  await em().execute(`update missing_books set ${change} where title = 'Salt'`);

  await expect(hide(gap, back)).rejects.toMatchObject({ code: 'conflict' });
});

test('announced books are listed by their day, those to come only', async () => {
  await em().execute(`update series set monitor = 'future'`);

  const { rows, total } = await listUpcoming(em(), { today: '2026-06-15', limit: 1, offset: 0 });
  const later = await listUpcoming(em(), { today: '2026-11-01', limit: 9, offset: 0 });

  expect(total).toBe(2);
  expect(rows).toMatchObject([
    { title: 'Ember Volume 6', releaseDate: '2026-11-01', isWanted: true, narrators: ['Tom Reed'] },
  ]);
  expect(later.rows).toMatchObject([{ title: 'Ember Volume 5' }]);
});

test('the list says how many of it are not out yet and only perhaps missing', async () => {
  const { total, upcoming, unsure } = await listGaps(em(), { limit: 1, offset: 0 });
  const states = (await list({})).map((row) => row.split(' ').slice(1).join(' '));

  expect(total).toBe(states.length);
  expect(upcoming).toBe(states.filter((state) => state.startsWith('not out yet')).length);
  expect(unsure).toBe(states.filter((state) => state.startsWith('unsure')).length);
  expect(upcoming).toBeGreaterThan(0);
  expect(unsure).toBeGreaterThan(0);
});
