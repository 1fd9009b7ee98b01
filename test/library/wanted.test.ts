import { expect, test } from 'vitest';
import { monitorSeries } from '../../src/library/monitor.ts';
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
const catalogue = createCatalogue([
  emberProduct('1'),
  emberProduct('2'),
  emberProduct('3', { releaseDate: '2026-06-20' }),
]);

const monitor = (series: string, choice: 'all' | 'none') =>
  em().transactional((inner) =>
    monitorSeries(inner, { of: series, monitor: choice, actor: 'Ada', now, policy }),
  );

async function ownFirst() {
  await scan(em(), createShelf([emberItem('1')]));
  await complete(em(), catalogue);
}

async function requestedRuns(): Promise<unknown[]> {
  return await em().execute('select task_name, cause, actor from tasks');
}

test.each(['Ember', 'EMBER', '1', 'all'])('a series is monitored by "%s"', async (name) => {
  await ownFirst();

  const done = await monitor(name, 'all');

  expect(done).toEqual({ found: [{ id: 1, name: 'Ember' }], wanted: 1 });
  expect(await gaps(em())).toEqual({ 2: 'identified wanted', 3: 'announced' });
  expect(await requestedRuns()).toEqual([{ task_name: 'queue', cause: 'person', actor: 'Ada' }]);
});

test('of a monitored series new gaps are wanted at once, announced ones on the day they are out', async () => {
  await scan(em(), createShelf([emberItem('1')]));
  await monitor('Ember', 'all');

  await complete(em(), catalogue);
  const early = await gaps(em());
  await complete(em(), catalogue, { now: daysLater(5) });

  expect(early).toEqual({ 2: 'identified wanted', 3: 'announced' });
  expect(await gaps(em())).toEqual({ 2: 'identified wanted', 3: 'identified wanted' });
});

test('of a series that is left alone nothing is wanted, now and later', async () => {
  await ownFirst();
  await monitor('Ember', 'all');
  await em().execute('delete from tasks');

  const done = await monitor('Ember', 'none');
  await complete(em(), catalogue, { now: daysLater(5) });

  expect(done.wanted).toBe(0);
  expect(await gaps(em())).toEqual({ 2: 'identified', 3: 'identified' });
  expect(await requestedRuns()).toEqual([]);
});

test('monitoring touches neither what is on its way nor what was hidden', async () => {
  await ownFirst();
  await em().execute(
    `update missing_books set download_status = 'hidden' where series_number = '2'`,
  );
  await em().execute(
    `update missing_books set download_status = 'downloading', is_wanted = true where series_number = '3'`,
  );

  await monitor('all', 'all');
  const all = await gaps(em());
  await monitor('all', 'none');

  expect(all).toEqual({ 2: 'hidden', 3: 'downloading wanted' });
  expect(await gaps(em())).toEqual(all);
});

test('series of one name by several authors are meant together, one of them by its number', async () => {
  const by = (id: string, author: string) =>
    buildItem(id, { authors: [author], series: [{ name: 'Ember', sequence: '1' }] });
  await scan(em(), createShelf([by('a', 'Anna Ward'), by('b', 'Li Wei')]));

  expect((await monitor('Ember', 'all')).found).toHaveLength(2);
  expect((await monitor('2', 'none')).found).toHaveLength(1);
  expect(await em().execute('select id, monitor from series order by id')).toEqual([
    { id: 1, monitor: 'all' },
    { id: 2, monitor: 'none' },
  ]);
});

test('an unknown series is an error with a way out', async () => {
  await expect(monitor('Frost', 'all')).rejects.toMatchObject({
    code: 'not_found',
    message: 'There is no series "Frost".',
    hint: 'Type "gaps" for the series with gaps.',
  });
});
