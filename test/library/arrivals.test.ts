import { expect, test } from 'vitest';
import arrivals from '../../jobs/arrivals.ts';
import { noteArrivals } from '../../src/library/arrivals.ts';
import type { Services } from '../../src/services.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildItem, createShelf, daysLater, now, policy, scan, type Shelf } from './shelf.ts';

const { em } = useDatabase();
const known = 'the newest books in Audiobookshelf are known as they are';

/** Why the job need not run; null when it has to. */
async function whyIdle(audiobookshelf: Shelf | null): Promise<string | null | undefined> {
  const services = { em, audiobookshelf, config: { settings: {} } } as unknown as Services;
  return await arrivals.idleReason?.({ services, now });
}

const note = (shelf: Shelf) => noteArrivals(em(), shelf, { libraryId: undefined, policy, now });

test('without Audiobookshelf, and before its first scan, there is nothing to note', async () => {
  expect(await whyIdle(null)).toBe('Audiobookshelf is not configured');
  expect(await whyIdle(createShelf([buildItem('a')]))).toBe('the library has not been scanned yet');
});

test('there is nothing to note while the newest books are known, and something once one is new', async () => {
  const shelf = createShelf([buildItem('a'), buildItem('b')]);
  await scan(em(), shelf);
  const before = await whyIdle(shelf);
  shelf.items.push(buildItem('c'));
  const arrived = await whyIdle(shelf);
  await note(shelf);

  expect([before, arrived, await whyIdle(shelf)]).toEqual([known, null, known]);
});

test('a book that was changed is noted, and so is one that has come back', async () => {
  const shelf = createShelf([buildItem('a'), buildItem('b')]);
  await scan(em(), shelf);
  shelf.items[0] = buildItem('a', { updatedAt: daysLater(1) });
  const changed = await whyIdle(shelf);
  await note(shelf);
  const noted = await whyIdle(shelf);
  await em().execute(`update books set status = 'archived' where abs_id = 'b'`);

  expect([changed, noted, await whyIdle(shelf)]).toEqual([null, known, null]);
});

test('a new book whose files are missing is not waited for', async () => {
  const shelf = createShelf([buildItem('a')]);
  await scan(em(), shelf);
  shelf.items.push(buildItem('b', { isMissing: true }));

  expect(await whyIdle(shelf)).toBe(known);
});

test('what scans have collected is written although nothing is new', async () => {
  const shelf = createShelf([buildItem('a')]);
  await scan(em(), shelf);
  await em().execute(
    `insert into metadata_batches (run, title, created_by, asks, status, created_at)
     values ('arrival', 'New books', 'scan', false, 'collecting', ?)`,
    [now],
  );

  expect(await whyIdle(shelf)).toBeNull();
});
