import { expect, test } from 'vitest';
import type { MonitorMode } from '../../src/library/monitor-modes.ts';
import { isWantedBy } from '../../src/library/monitor-modes.ts';
import { monitorSeries, type Novellas } from '../../src/library/monitor.ts';
import { useDatabase } from '../support/use-database.ts';
import { gaps } from './gap-rows.ts';
import {
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

const catalogue = createCatalogue([
  emberProduct('1'),
  emberProduct('2'),
  emberProduct('2.5'),
  emberProduct('3', { releaseDate: '2026-06-20' }),
]);

async function ownFirst() {
  await scan(em(), createShelf([emberItem('1')]));
  await complete(em(), catalogue);
}

type Words = { monitor?: MonitorMode; novellas?: Novellas | 'default'; of?: string };

const say = ({ of = 'Ember', ...words }: Words, when = now) =>
  em().transactional((inner) =>
    monitorSeries(inner, { of, ...words, actor: 'Ada', now: when, policy }),
  );

test.each<[MonitorMode, object, object]>([
  [
    'all',
    { 2: 'identified wanted', 3: 'announced' },
    { 2: 'identified wanted', 3: 'identified wanted' },
  ],
  ['future', { 2: 'identified', 3: 'announced' }, { 2: 'identified', 3: 'identified wanted' }],
  [
    'missing',
    { 2: 'identified wanted', 3: 'announced' },
    { 2: 'identified wanted', 3: 'identified' },
  ],
  ['none', { 2: 'identified', 3: 'announced' }, { 2: 'identified', 3: 'identified' }],
])(
  'monitored "%s", a missing and a coming book are wanted as it says',
  async (monitor, now_, later) => {
    await ownFirst();

    await say({ monitor });
    const early = await gaps(em());
    await complete(em(), catalogue, { now: daysLater(40) });

    expect(early).toMatchObject(now_);
    expect(await gaps(em())).toMatchObject(later);
  },
);

test('a book that comes to a list later is wanted by the day it came out, not by the day it was listed', async () => {
  await ownFirst();
  await say({ monitor: 'future' });
  const more = createCatalogue([
    ...catalogue.volumes,
    emberProduct('4', { releaseDate: '2019-01-01' }),
    emberProduct('5', { releaseDate: '2026-07-01' }),
  ]);

  await complete(em(), more, { now: daysLater(40) });

  expect(await gaps(em())).toMatchObject({ 4: 'identified', 5: 'identified wanted' });
});

test('what a person asked for by name stays wanted', async () => {
  await ownFirst();
  await em().execute(
    `update missing_books set is_wanted = true, requested_by = 'Bo' where series_number = '2'`,
  );

  await say({ monitor: 'none' });

  expect(await gaps(em())).toMatchObject({ 2: 'identified wanted' });
});

test('novellas of one series are judged by what was said of it, at once and later, until it is taken back', async () => {
  await ownFirst();
  const states: unknown[] = [await gaps(em())];

  for (const novellas of ['always', 'never', 'default'] as const) {
    await say({ novellas });
    await complete(em(), catalogue, { now: daysLater(1) });
    states.push((await gaps(em()))['2.5']);
  }

  expect(states).toEqual([
    { 2: 'identified', 2.5: 'unsure', 3: 'announced' },
    'identified',
    undefined,
    'unsure',
  ]);
});

test('novellas of all series are a setting', async () => {
  await ownFirst();

  await expect(say({ of: 'all', novellas: 'never' })).rejects.toMatchObject({ code: 'bad_input' });
});

test.each([
  ['all', null, true],
  ['none', '2030-01-01', false],
  ['future', '2026-06-16', true],
  ['future', '2026-06-15', false],
  ['future', null, false],
  ['missing', '2026-06-15', true],
  ['missing', '2026-06-16', false],
  ['missing', null, true],
] as const)(
  'monitored "%s" since that day, a book of %s is wanted: %s',
  (monitor, date, isWanted) => {
    expect(isWantedBy({ monitor, monitorSince: '2026-06-15' }, date)).toBe(isWanted);
  },
);
