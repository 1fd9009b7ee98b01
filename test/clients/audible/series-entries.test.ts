import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRelationships } from '../../../src/clients/audible/series-entries.ts';
import { startCatalogue } from './catalogue-server.ts';

const below = (asin: string, sequence: unknown, sort?: unknown) => ({
  asin,
  relationship_to_product: 'child',
  relationship_type: 'series',
  sequence,
  sort,
});

test('the books of a series come with their positions as sent, everything else is left out', async () => {
  const relationships = [
    below('B0OMNIBUS7', '1-2', '1'),
    below('B0BOOK0001', '1', '2'),
    below('B0DRAMA001', '1', '2'),
    below('1705009999', '0.5', 'x'),
    below('B0COMPANI7', '', '5'),
    below('B0COMPANI8', undefined),
    below('B0BOOK0003', 3, 6),
    { ...below('B0PART0001', '1'), relationship_type: 'component' },
    { ...below('B0UNIVERS7', '1'), relationship_to_product: 'parent' },
    { asin: 'B0SEASON07', relationship_to_product: 'parent', relationship_type: 'season' },
  ];
  const product = { asin: 'B0SERIES07', title: 'Lantern Coast', relationships };
  await using server = await startCatalogue(() => ({ body: { product } }));

  const series = await server.audible.seriesEntries('B0SERIES07');

  expect(series).toEqual({
    title: 'Lantern Coast',
    entries: [
      { asin: 'B0OMNIBUS7', position: '1-2', sort: 1 },
      { asin: 'B0BOOK0001', position: '1', sort: 2 },
      { asin: 'B0DRAMA001', position: '1', sort: 2 },
      { asin: '1705009999', position: '0.5', sort: null },
      { asin: 'B0COMPANI7', position: '', sort: 5 },
      { asin: 'B0COMPANI8', position: '', sort: null },
      { asin: 'B0BOOK0003', position: '3', sort: 6 },
    ],
    droppedRows: 0,
  });
  expect(server.requests[0]?.path).toBe('/1.0/catalog/products/B0SERIES07');
  expect(server.requests[0]?.query['response_groups']).toContain('relationships');
});

test('relations that cannot be read are counted', () => {
  const series = parseRelationships([below('B0BOOK0001', '1'), below('?', '2'), null, {}]);

  expect(series.entries).toHaveLength(1);
  expect(series.droppedRows).toBe(3);
});

test.each([
  ['404', { status: 404, body: { message: 'none' } }],
  ['nothing but its ASIN', { body: { product: { asin: 'B0GONE0001' } } }],
])('a series told as unknown by %s has neither title nor entries', async (_how, answer) => {
  await using server = await startCatalogue(() => answer);

  const series = await server.audible.seriesEntries('B0GONE0001');

  expect(series).toEqual({ title: null, entries: [], droppedRows: 0 });
});

test('a malformed ASIN is unknown and never sent', async () => {
  await using server = await startCatalogue(() => ({ body: {} }));

  const series = await server.audible.seriesEntries('../library');

  expect(series.entries).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('relations in an unknown form are an error, not an empty series', async () => {
  const product = { asin: 'B0SERIES07', title: 'Lantern Coast', relationships: { child: [] } };
  await using server = await startCatalogue(() => ({ body: { product } }));

  await expect(server.audible.seriesEntries('B0SERIES07')).rejects.toMatchObject({
    kind: 'unexpected',
  });
});

test('any relations are read, skipped or counted, never thrown at', () => {
  const value = fc.jsonValue();
  const row = fc.oneof(
    value,
    fc.tuple(value, value).map(([sequence, sort]) => below('B0BOOK0001', sequence, sort)),
  );

  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const { entries, droppedRows } = parseRelationships(rows);

      expect(entries.length + droppedRows).toBeLessThanOrEqual(rows.length);
      for (const entry of entries) expect(typeof entry.position).toBe('string');
    }),
  );
});
