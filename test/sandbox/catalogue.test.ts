import { afterAll, beforeAll, expect, test } from 'vitest';
import { books } from '../../src/sandbox/books.ts';
import { type Catalogue, startCatalogue } from '../../src/sandbox/catalogue.ts';

type Product = Record<string, unknown> & { asin: string; title?: string };

const now = new Date('2026-05-01T12:00:00Z');
const groups = 'contributors,product_attrs,series,relationships';
let catalogue: Catalogue;

beforeAll(async () => {
  catalogue = await startCatalogue({ now: () => now });
});

afterAll(() => catalogue.stop());

async function product(asin: string, response_groups = groups): Promise<Product> {
  const query = new URLSearchParams({ response_groups });
  const answer = await fetch(`${catalogue.url}/1.0/catalog/products/${asin}?${query.toString()}`);
  return ((await answer.json()) as { product: Product }).product;
}

async function products(query: Record<string, string>): Promise<Product[]> {
  const search = new URLSearchParams({ response_groups: groups, ...query });
  const answer = await fetch(`${catalogue.url}/1.0/catalog/products?${search.toString()}`);
  return ((await answer.json()) as { products: Product[] }).products;
}

test('a product has the asked groups only, an unknown one its ASIN only', async () => {
  expect(await product('B0MARS0001', 'series')).toEqual({
    asin: 'B0MARS0001',
    title: 'A Princess of Mars',
    series: [expect.objectContaining({ asin: 'B0MARSSERI', sequence: '1', title: 'Barsoom' })],
  });
  expect(await product('B0UNKNOWN1')).toEqual({ asin: 'B0UNKNOWN1' });
});

test('a series lists its books, an omnibus by its range and a companion without a number', async () => {
  const barsoom = await product('B0MARSSERI');
  const oz = await product('B0OZOZSERI');
  const sequences = ({ relationships }: Product) =>
    (relationships as { sequence: string }[]).map(({ sequence }) => sequence);

  expect(sequences(barsoom)).toEqual(['1', '2', '3', '4', '5', '6', '7', '1-3']);
  expect(sequences(oz)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '']);
});

test('one book of a series is announced for a day to come', async () => {
  const dated = await products({ asins: 'B0MARS0006,B0MARS0007' });

  const dates = dated.map(({ release_date: date }) => String(date) > '2026-05-01');
  expect(dates).toEqual([false, true]);
  expect(dated[1]?.['release_date']).toBe('2026-06-30');
});

test('a batch answers for what it knows, and takes 50 ASINs at the most', async () => {
  const many = Array.from({ length: 51 }, () => 'B0MARS0001').join(',');
  const tooMany = await fetch(`${catalogue.url}/1.0/catalog/products?asins=${many}`);

  expect((await products({ asins: 'B0MARS0001,B0UNKNOWN1' })).map(({ asin }) => asin)).toEqual([
    'B0MARS0001',
  ]);
  expect(tooMany.status).toBe(400);
});

test('a book is found by title and author, an author by name', async () => {
  const [first] = await products({ title: 'the time machine', author: 'H. G. Wells' });
  const wells = await products({ author: 'H. G. Wells', num_results: '50' });

  expect(first?.title).toBe('The Time Machine');
  expect(wells.map(({ title }) => title)).toEqual(['The Time Machine', 'The War of the Worlds']);
});

test('the catalogue knows 5 series and has gaps to find', () => {
  const names = new Set(books.flatMap(({ series }) => series?.name ?? []));

  expect(names.size).toBe(5);
  expect(books.filter(({ owned }) => owned)).toHaveLength(18);
  expect(new Set(books.map(({ asin }) => asin)).size).toBe(books.length);
});
