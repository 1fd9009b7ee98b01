import { afterEach, beforeEach, expect, test } from 'vitest';
import { createItunes, type Itunes } from '../../../src/clients/itunes/index.ts';
import { type ProviderServer, startProviders } from '../../../src/sandbox/providers.ts';

let server: ProviderServer;
let itunes: Itunes;

beforeEach(async () => {
  server = await startProviders();
  const pace = async () => undefined;
  itunes = createItunes({ baseUrl: `${server.url}/itunes`, userAgent: 'x', pace, country: 'gb' });
});

afterEach(() => server.stop());

test('audiobooks are searched in the shop of one country', async () => {
  expect(await itunes.search('Treasure Island Robert Louis Stevenson')).toEqual([
    {
      title: 'Treasure Island (Unabridged)',
      author: 'Robert Louis Stevenson',
      year: 1883,
      description: '<b>Treasure Island</b> in full.',
      genre: 'Classics',
      coverUrl: null,
    },
  ]);
  expect(server.requests[0]?.query).toMatchObject({ country: 'gb', media: 'audiobook' });
});

test.each([
  ['http://a.example/x/100x100bb.jpg', 'https://a.example/x/600x600bb.jpg'],
  ['https://a.example/x/source/100x100bb.jpg', 'https://a.example/x/source/600x600bb.jpg'],
  ['https://a.example/x/100x100-75.jpg', 'https://a.example/x/600x600-75.jpg'],
  ['https://a.example/cover.jpg', 'https://a.example/cover.jpg'],
])('of the cover %s the large one is taken', async (artworkUrl100, large) => {
  const row = { wrapperType: 'audiobook', collectionName: 'Ember', artworkUrl100 };
  const others = [{ wrapperType: 'track', collectionName: 'A song' }, { wrapperType: 'audiobook' }];
  server.failNext('itunes', { status: 200, body: JSON.stringify({ results: [...others, row] }) });

  expect(await itunes.search('Ember')).toMatchObject([{ title: 'Ember', coverUrl: large }]);
});

test('a closed door means too many requests here, where there is no key', async () => {
  server.failNext('itunes', { status: 403, body: '' });

  await expect(itunes.search('Ember')).rejects.toMatchObject({ kind: 'throttled' });
});

test('nothing is asked without words', async () => {
  expect(await itunes.search(' ')).toEqual([]);
  expect(server.requests).toEqual([]);
});
