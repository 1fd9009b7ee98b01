import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGoogleBooks, type GoogleBooks } from '../../../src/clients/google-books/index.ts';
import { bookByAsin } from '../../../src/sandbox/books.ts';
import { isbnOf, type ProviderServer, startProviders } from '../../../src/sandbox/providers.ts';

let server: ProviderServer;
const apiKey = 'google-key-1234';

beforeEach(async () => {
  server = await startProviders();
});

afterEach(() => server.stop());

function open(key: string | undefined): GoogleBooks {
  const pace = async () => undefined;
  return createGoogleBooks({
    baseUrl: `${server.url}/google`,
    userAgent: 'x',
    pace,
    apiKey: key,
    timeoutMs: 1000,
  });
}

test('a printed book is found by its ISBN', async () => {
  const isbn = isbnOf(bookByAsin('B0MARS0001'));

  expect(await open(undefined).search({ isbn })).toEqual([
    {
      title: 'A Princess of Mars',
      subtitle: null,
      authors: ['Edgar Rice Burroughs'],
      publisher: 'Sandbox Press',
      year: 1917,
      description: 'A Princess of Mars, as Edgar Rice Burroughs told it.',
      isbns: [isbn],
      genres: ['Fiction'],
      language: 'en',
      coverUrl: null,
    },
  ]);
  expect(server.requests[0]?.query).toMatchObject({ q: `isbn:${isbn}` });
  expect(server.requests[0]?.query).not.toHaveProperty('key');
});

test('title and author are asked for as phrases, which quotation marks cannot leave', async () => {
  const [found] = await open(apiKey).search({
    title: 'Treasure "Island"',
    author: 'Robert Louis Stevenson',
  });

  expect(found?.title).toBe('Treasure Island');
  expect(server.requests[0]?.query).toMatchObject({
    q: 'intitle:"Treasure  Island" inauthor:"Robert Louis Stevenson"',
    key: apiKey,
  });
});

test('nothing is asked without a title', async () => {
  expect(await open(apiKey).search({ title: ' ', author: 'Anna Ward' })).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('an answer without items is no book', async () => {
  server.failNext('google', { status: 200, body: '{"totalItems":0}' });

  expect(await open(apiKey).search({ isbn: '9780000000002' })).toEqual([]);
});

test.each([
  ['the old form of a used quota', { status: 403, body: '{"reason":"dailyLimitExceeded"}' }],
  ['the new one', { status: 429, body: '{"status":"RESOURCE_EXHAUSTED"}' }],
])('%s counts as too many requests', async (_, fault) => {
  server.failNext('google', fault);

  await expect(open(apiKey).search({ isbn: '9780000000002' })).rejects.toMatchObject({
    kind: 'throttled',
  });
});

test.each([
  { status: 400, body: `API key not valid: ${apiKey}` },
  { status: 403, body: `forbidden for ${apiKey}` },
  { status: 200, body: `{"items":"${apiKey}"}` },
  { cut: 'before' as const },
  { hang: 'before' as const },
])('no error tells the key: %o', async (fault) => {
  server.failNext('google', fault);

  const error: unknown = await open(apiKey)
    .search({ isbn: '9780000000002' })
    .catch((thrown: unknown) => thrown);

  const told = `${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
  expect(error).toBeInstanceOf(Error);
  expect(told).not.toContain(apiKey);
});
