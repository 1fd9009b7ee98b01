import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOpenLibrary, type OpenLibrary } from '../../../src/clients/open-library/index.ts';
import { bookByAsin } from '../../../src/sandbox/books.ts';
import { isbnOf, type ProviderServer, startProviders } from '../../../src/sandbox/providers.ts';

let server: ProviderServer;
let openLibrary: OpenLibrary;

beforeEach(async () => {
  server = await startProviders();
  const pace = async () => undefined;
  openLibrary = createOpenLibrary({ baseUrl: `${server.url}/openlibrary`, userAgent: 'x', pace });
});

afterEach(() => server.stop());

test('a work is found by title and author, or by the ISBN of any edition', async () => {
  const treasure = bookByAsin('B0STEV0001');
  const byWords = await openLibrary.search({ title: treasure.title, author: treasure.author });
  const byNumber = await openLibrary.search({ isbn: isbnOf(treasure) });

  expect(byWords).toEqual([
    {
      title: 'Treasure Island',
      authors: ['Robert Louis Stevenson'],
      year: 1883,
      coverUrl: null,
    },
  ]);
  expect(byNumber).toEqual(byWords);
});

test('a cover has an address by its number, and rows without title are left out', async () => {
  const docs = [{ title: 'Ember', author_name: ['Anna Ward', 7], cover_i: 42 }, { cover_i: 1 }];
  server.failNext('openLibrary', { status: 200, body: JSON.stringify({ docs }) });

  expect(await openLibrary.search({ title: 'Ember', author: null })).toEqual([
    {
      title: 'Ember',
      authors: ['Anna Ward'],
      year: null,
      coverUrl: 'https://covers.openlibrary.org/b/id/42-L.jpg',
    },
  ]);
});

test('nothing is asked without a title', async () => {
  expect(await openLibrary.search({ title: '', author: 'Anna Ward' })).toEqual([]);
  expect(server.requests).toEqual([]);
});
