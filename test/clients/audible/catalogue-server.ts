import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAudible } from '../../../src/clients/audible/index.ts';

export type Asked = { path: string; query: Record<string, string> };

export type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

/** A catalogue whose every answer the test decides, and a client that asks it. */
export async function startCatalogue(answer: (asked: Asked) => Answer) {
  const requests: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const asked = { path: url.pathname, query: Object.fromEntries(url.searchParams) };
    requests.push(asked);
    const { status = 200, headers = {}, body } = answer(asked);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const audible = createAudible({ baseUrl, userAgent: 'tests', region: 'us' });
  const close = () => new Promise((resolve) => server.close(resolve));
  return { audible, requests, [Symbol.asyncDispose]: async () => void (await close()) };
}

/** A catalogue row with every field the client reads. */
export function productRow(asin: string, overrides: Record<string, unknown> = {}) {
  return {
    asin,
    title: 'The Salt Ledger',
    subtitle: 'Lantern Coast, Book 2',
    authors: [{ asin: 'B0AUTHOR07', name: 'Ines Okoro' }, { name: 'Joost Vega' }],
    narrators: [{ name: 'Bram Castell' }],
    series: [
      { asin: 'B0UNIVERS7', sequence: '12', title: 'The Fog Cycle', url: '/pd/x' },
      { asin: 'B0SERIES07', sequence: '2', title: 'Lantern Coast', url: '/pd/y' },
    ],
    release_date: '2029-03-14',
    runtime_length_min: 611,
    language: 'english',
    format_type: 'unabridged',
    content_type: 'Product',
    content_delivery_type: 'SinglePartBook',
    publisher_name: 'Cinder Press Audio',
    is_purchasability_suppressed: false,
    rating: { num_reviews: 3, overall_distribution: { average_rating: 4.1, num_ratings: 42 } },
    product_images: { 500: 'https://images.example/salt._SL500_.jpg' },
    ...overrides,
  };
}
