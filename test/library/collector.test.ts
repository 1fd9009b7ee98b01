import { expect, test } from 'vitest';
import { completeAuthors } from '../../src/library/complete-authors.ts';
import { useDatabase } from '../support/use-database.ts';
import { createCollector } from './collector.ts';
import { openCatalogue } from './collector-catalogue.ts';
import { complete, createShelf, now, policy, scan } from './shelf.ts';

const { em } = useDatabase();
const wanted = { books: 1605, gaps: 81, gapSeries: 12, singles: 40 };

async function stored(reason: string, state: string): Promise<string[]> {
  const rows = await em().execute<{ name: string }[]>(
    `select case when m.series_id is null then m.title || ' by ' || m.author_name
                 else m.series_name || ' by ' || m.author_name || ' #' || coalesce(m.series_number, m.title) end as name
       from missing_books m where m.reason_missing = ? and m.download_status = ?`,
    [reason, state],
  );
  return rows.map(({ name }) => name).toSorted();
}

async function covered(): Promise<string[]> {
  const rows = await em().execute<{ name: string }[]>(
    `select s.name || ' by ' || s.author || ' #' || c.position as name
       from covered_books c join series s on s.id = c.series_id`,
  );
  return rows.map(({ name }) => name).toSorted();
}

test('of 1,605 books the 81 gaps in 12 series are found, and no other; of the authors the 40 missing singles', async () => {
  const { items, products, known } = createCollector(wanted);
  const audible = openCatalogue(products);
  await scan(em(), createShelf(items));

  const series = await complete(em(), audible);
  const authors = await completeAuthors(
    em(),
    { audible, hardcover: null },
    {
      policy,
      now,
      holdsNew: false,
      signal: new AbortController().signal,
      onStep: async () => {},
    },
  );

  expect([items.length, known.missing.length, known.byAuthors.length]).toEqual([1605, 81, 40]);
  expect(Math.min(...Object.values(known).map((list) => list.length))).toBeGreaterThan(10);
  expect(new Set(known.missing.map((name) => name.split(' #')[0])).size).toBe(12);
  expect(await stored('series_gap', 'identified')).toEqual(known.missing.toSorted());
  expect(await stored('series_gap', 'announced')).toEqual(known.announced.toSorted());
  expect(await stored('series_gap', 'unsure')).toEqual(known.unsure.toSorted());
  expect(await covered()).toEqual(known.covered.toSorted());
  expect(await stored('author_gap', 'identified')).toEqual(known.byAuthors.toSorted());
  expect(await stored('author_gap', 'unsure')).toEqual([]);
  expect(series).toMatchObject({ missing: 81, unknown: [] });
  expect(authors).toMatchObject({ missing: 40, unknown: [] });
}, 120_000);

test('the same numbers make the same collector', () => {
  const small = { books: 100, gaps: 9, gapSeries: 2, singles: 3 };

  expect(createCollector(small)).toEqual(createCollector(small));
});
