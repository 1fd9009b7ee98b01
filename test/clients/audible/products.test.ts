import { expect, test } from 'vitest';
import { type Answer, type Asked, productRow, startCatalogue } from './catalogue-server.ts';

const asinOf = (n: number) => `B0B${String(n).padStart(7, '0')}`;

/** Knows every ASIN but the given ones, of which it tells no more than the ASIN itself. */
function catalogue(unknown: string[] = []) {
  return ({ path, query }: Asked): Answer => {
    const rowOf = (asin: string) => (unknown.includes(asin) ? { asin } : productRow(asin));
    const [, asin] = /^\/1\.0\/catalog\/products\/(\w+)$/.exec(path) ?? [];
    if (asin !== undefined) return { body: { product: rowOf(asin), response_groups: [] } };
    const asins = query['asins']?.split(',') ?? [];
    return { body: { products: asins.toReversed().map(rowOf), response_groups: [] } };
  };
}

test('one product is asked for with what the client reads', async () => {
  await using server = await startCatalogue(catalogue());

  const product = await server.audible.product('B0BOOK0002');

  expect(product).toMatchObject({ asin: 'B0BOOK0002', title: 'The Salt Ledger' });
  expect(server.requests.map((asked) => asked.path)).toEqual(['/1.0/catalog/products/B0BOOK0002']);
  expect(server.requests[0]?.query['response_groups']?.split(',')).toEqual(
    expect.arrayContaining(['contributors', 'product_desc', 'rating', 'series']),
  );
});

test('an unknown ASIN is null, whether told by 404 or by a product of nothing but its ASIN', async () => {
  await using bare = await startCatalogue(catalogue(['B0GONE0001']));
  await using strict = await startCatalogue(() => ({ status: 404, body: { message: 'none' } }));

  expect(await bare.audible.product('B0GONE0001')).toBeNull();
  expect(await strict.audible.product('B0GONE0001')).toBeNull();
});

test.each(['', 'b0book0002', '../chapters', 'B0BOOK0002/x'])(
  'the malformed ASIN "%s" is unknown and never sent',
  async (asin) => {
    await using server = await startCatalogue(catalogue());

    expect(await server.audible.product(asin)).toBeNull();
    expect(await server.audible.products([asin])).toEqual({ products: [], missing: [asin] });
    expect(server.requests).toEqual([]);
  },
);

test('many products are asked for fifty at a time and come in the order asked', async () => {
  await using server = await startCatalogue(catalogue());
  const asins = Array.from({ length: 120 }, (_, n) => asinOf(n));

  const { products, missing } = await server.audible.products([...asins, asinOf(0)]);

  expect(products.map((product) => product.asin)).toEqual(asins);
  expect(missing).toEqual([]);
  expect(server.requests.map((asked) => asked.query['asins']?.split(',').length)).toEqual([
    50, 50, 20,
  ]);
});

test('what the catalogue does not know, leaves out or garbles is missing', async () => {
  await using server = await startCatalogue(() => ({
    body: { products: [productRow(asinOf(3)), { asin: asinOf(1) }, 'junk', productRow(asinOf(9))] },
  }));

  const { products, missing } = await server.audible.products([1, 2, 3].map(asinOf));

  expect(products.map((product) => product.asin)).toEqual([asinOf(3)]);
  expect(missing).toEqual([asinOf(1), asinOf(2)]);
});

test('a search sends its words and leaves out rows without title', async () => {
  await using server = await startCatalogue(() => ({
    body: { products: [productRow('B0BOOK0002'), { asin: 'B0BOOK0003' }], total_results: 2 },
  }));

  const found = await server.audible.searchProducts({ title: 'Salt', author: 'Okoro', limit: 80 });

  expect(found.map((product) => product.asin)).toEqual(['B0BOOK0002']);
  expect(server.requests[0]).toMatchObject({
    path: '/1.0/catalog/products',
    query: { title: 'Salt', author: 'Okoro', num_results: '50' },
  });
  expect(server.requests[0]?.query).not.toHaveProperty('keywords');
});

test('a search without words finds nothing and asks nothing', async () => {
  await using server = await startCatalogue(catalogue());

  const found = await server.audible.searchProducts({ title: ' ', limit: 5 });

  expect(found).toEqual([]);
  expect(server.requests).toEqual([]);
});

test.each<[string, Answer]>([
  ['throttled', { status: 503, body: '' }],
  ['throttled', { status: 429, body: '' }],
  ['unreachable', { status: 500, body: '' }],
  ['refused', { status: 400, body: { message: '1 validation error detected' } }],
  ['unauthorized', { status: 403, body: '' }],
  ['unexpected', { body: '<html>busy</html>' }],
  ['unexpected', { body: { message: 'nothing here' } }],
])('an %s answer throws from every call (%j)', async (kind, answer) => {
  await using server = await startCatalogue(() => answer);
  const { audible } = server;

  await expect(audible.product('B0BOOK0002')).rejects.toMatchObject({ kind });
  await expect(audible.products(['B0BOOK0002'])).rejects.toMatchObject({ kind });
  await expect(audible.seriesEntries('B0SERIES07')).rejects.toMatchObject({ kind });
  await expect(audible.searchProducts({ keywords: 'salt' })).rejects.toMatchObject({ kind });
});

test('a list that is not found is an error, not fifty unknown books', async () => {
  await using server = await startCatalogue(() => ({ status: 404, body: '' }));

  await expect(server.audible.products(['B0BOOK0002'])).rejects.toMatchObject({ kind: 'refused' });
});

test('throttling keeps the time to come back', async () => {
  const date = 'Wed, 01 Jan 2031 00:00:00 GMT';
  await using server = await startCatalogue(() => ({
    status: 503,
    headers: { 'retry-after': date },
    body: '',
  }));

  await expect(server.audible.product('B0BOOK0002')).rejects.toMatchObject({
    kind: 'throttled',
    retryAt: new Date(date),
  });
});
