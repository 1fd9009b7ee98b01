import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProduct } from '../../../src/clients/audible/product.ts';
import { productRow } from './catalogue-server.ts';

test('a catalogue row becomes a product', () => {
  const product = parseProduct(productRow('B0BOOK0002'));

  expect(product).toEqual({
    asin: 'B0BOOK0002',
    title: 'The Salt Ledger',
    subtitle: 'Lantern Coast, Book 2',
    authors: [
      { asin: 'B0AUTHOR07', name: 'Ines Okoro' },
      { asin: null, name: 'Joost Vega' },
    ],
    narrators: ['Bram Castell'],
    series: [
      { asin: 'B0UNIVERS7', title: 'The Fog Cycle', position: '12' },
      { asin: 'B0SERIES07', title: 'Lantern Coast', position: '2' },
    ],
    releaseDate: '2029-03-14',
    runtimeMinutes: 611,
    language: 'english',
    isUnabridged: true,
    publisher: 'Cinder Press Audio',
    deliveryType: 'SinglePartBook',
    isPurchasable: true,
    ratingCount: 42,
    coverUrl: 'https://images.example/salt._SL500_.jpg',
    description: null,
    isbn: null,
  });
});

test('a row that tells little leaves the rest unknown', () => {
  const product = parseProduct({
    asin: 'B0BOOK0009',
    title: 'Announced',
    release_date: '2041-12-01',
  });

  expect(product).toEqual({
    asin: 'B0BOOK0009',
    title: 'Announced',
    subtitle: null,
    authors: [],
    narrators: [],
    series: [],
    releaseDate: '2041-12-01',
    runtimeMinutes: null,
    language: null,
    isUnabridged: null,
    publisher: null,
    deliveryType: null,
    isPurchasable: null,
    ratingCount: null,
    coverUrl: null,
    description: null,
    isbn: null,
  });
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['an abridged form', { format_type: 'abridged' }, { isUnabridged: false }],
  ['an original recording', { format_type: 'original_recording' }, { isUnabridged: null }],
  ['a delisted product', { product_state: 'NOT_AVAILABLE_FOR_PURCHASE' }, { isPurchasable: false }],
  ['a suppressed product', { is_purchasability_suppressed: true }, { isPurchasable: false }],
  ['a runtime of zero', { runtime_length_min: 0 }, { runtimeMinutes: null }],
  ['no ratings yet', { rating: { overall_distribution: { num_ratings: 0 } } }, { ratingCount: 0 }],
  ['a date that is none', { release_date: '2029-02-31' }, { releaseDate: null }],
  ['a picture off the web', { product_images: { 500: 'file:///x' } }, { coverUrl: null }],
  ['people without names', { authors: [{ name: ' ' }, 4], narrators: null }, { authors: [] }],
  [
    'odd positions',
    {
      series: [
        { asin: 'B0SERIES07', title: 'A', sequence: 1.5 },
        { asin: 'B0SERIES08', title: 'B', sequence: '' },
        { asin: 'B0SERIES09', title: 'C' },
        { asin: 'short', title: 'D' },
      ],
    },
    {
      series: [
        { asin: 'B0SERIES07', title: 'A', position: '1.5' },
        { asin: 'B0SERIES08', title: 'B', position: null },
        { asin: 'B0SERIES09', title: 'C', position: null },
      ],
    },
  ],
])('%s is told as it is', (_what, overrides, expected) => {
  expect(parseProduct(productRow('B0BOOK0002', overrides))).toMatchObject(expected);
});

test.each([{ title: undefined }, { title: ' ' }, { asin: 'b0book0002' }, { asin: null }])(
  'a row with %j is not a product',
  (overrides) => {
    expect(parseProduct(productRow('B0BOOK0002', overrides))).toBeNull();
  },
);

test('any row is read or refused, never thrown at', () => {
  const value = fc.jsonValue();
  const fields = fc.constantFrom(...Object.keys(productRow('B0BOOK0002')));
  const rows = fc.oneof(
    value,
    fc.dictionary(fields, value).map((overrides) => productRow('B0BOOK0002', overrides)),
  );

  fc.assert(
    fc.property(rows, (row) => {
      const product = parseProduct(row);

      if (product === null) return;
      expect(product.title.trim()).not.toBe('');
      expect(product.releaseDate ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }),
  );
});
