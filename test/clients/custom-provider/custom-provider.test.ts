import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createCustomProvider,
  type CustomProvider,
} from '../../../src/clients/custom-provider/index.ts';
import { type ProviderServer, startProviders } from '../../../src/sandbox/providers.ts';

let server: ProviderServer;

beforeEach(async () => {
  server = await startProviders();
});

afterEach(() => server.stop());

function open(authorization: string | null): CustomProvider {
  const baseUrl = `${server.url}/custom`;
  return createCustomProvider({
    baseUrl,
    authorization,
    userAgent: 'x',
    pace: async () => undefined,
  });
}

test('a match is told in the protocol of Audiobookshelf', async () => {
  const found = await open(server.authorization).search({
    title: 'Treasure Island',
    author: 'Robert Louis Stevenson',
    isbn: '9780000000002',
  });

  expect(found).toMatchObject([
    {
      asin: 'B0STEV0001',
      title: 'Treasure Island',
      authors: ['Robert Louis Stevenson'],
      narrators: ['Owen Hartnell'],
      series: [],
      year: 1883,
      minutes: 2,
    },
  ]);
  expect(server.requests[0]).toMatchObject({
    path: '/custom/search',
    query: {
      mediaType: 'book',
      query: 'Treasure Island',
      author: 'Robert Louis Stevenson',
      isbn: '9780000000002',
    },
  });
});

test('names are split, numbers come as text or number, and what is no field is left out', async () => {
  const match = {
    title: 'Ember 3',
    author: 'Anna Ward, Tom Reed',
    narrator: 'Li Wei,',
    series: [{ series: 'Ember', sequence: 3 }, { series: 'Coals' }, { sequence: '1' }],
    publishedYear: 2011,
    duration: '600',
    cover: 'javascript:alert(1)',
    genres: ['Fantasy', 7],
  };
  const body = JSON.stringify({ matches: [match, { author: 'no title' }] });
  server.failNext('custom', { status: 200, body });

  const found = await open(null).search({ title: 'Ember', author: null, isbn: null });

  expect(found).toMatchObject([
    {
      authors: ['Anna Ward', 'Tom Reed'],
      narrators: ['Li Wei'],
      series: [
        { name: 'Ember', position: '3' },
        { name: 'Coals', position: null },
      ],
      year: 2011,
      minutes: 600,
      coverUrl: null,
      genres: ['Fantasy'],
    },
  ]);
});

test('a wrong key is told without the key', async () => {
  const asked = open('wrong-key-99').search({ title: 'Ember', author: null, isbn: null });

  await expect(asked).rejects.toMatchObject({ service: 'custom-provider', kind: 'unauthorized' });
  await expect(asked).rejects.not.toThrow('wrong-key-99');
});
