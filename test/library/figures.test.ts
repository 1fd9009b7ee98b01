import { expect, test } from 'vitest';
import library from '../../commands/library.ts';
import { libraryFigures } from '../../src/library/figures.ts';
import { libraryQuality } from '../../src/library/quality.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();

async function addSeries(
  name: string,
  owned: number,
  missing: number | null,
  status: string | null,
) {
  await em().execute(
    `insert into series (name, folded_name, books_owned, books_missing, completion_status)
     values (?, ?, ?, ?, ?)`,
    [name, name, owned, missing, status],
  );
}

test('completeness is told of the series that are known, and how many are not', async () => {
  await addSeries('whole', 3, 0, 'complete');
  await addSeries('nearly', 4, 1, 'partial');
  await addSeries('begun', 1, 6, 'incomplete');
  await addSeries('unheard of', 2, null, null);
  await addSeries('sold', 0, 5, 'incomplete');
  await em().execute(`insert into books (abs_id, title, author) values ('a', 'A', 'Ada')`);

  const figures = await libraryFigures(em());
  const quality = await libraryQuality(em(), 64);

  expect(figures).toMatchObject({
    series: 4,
    completeSeries: 1,
    incompleteSeries: 2,
    ownedInSeries: 8,
    missingInSeries: 7,
  });
  const chart = library
    .view({ ...figures, quality, duplicates: null })
    .blocks.find((block) => block.kind === 'chart');
  expect(chart).toMatchObject({
    rows: [
      { parts: [{ value: 1 }, { value: 2 }, { label: 'not known', value: 1 }] },
      { parts: [{ value: 8 }, { label: 'missing', value: 7 }] },
    ],
  });
});
