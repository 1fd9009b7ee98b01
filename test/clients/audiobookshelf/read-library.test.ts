import { expect, test } from 'vitest';
import type { ExternalError } from '../../../src/errors.ts';
import { type Answer, html, type Received, startAudiobookshelf } from './loopback.ts';
import { expandedRow, type Row, shortRow } from './rows.ts';

const listPath = '/shelf/api/libraries/lib-1/items';

/** Pages by `page` and `limit` alone, as the real server does: any other parameter gives page 0. */
function library(
  count: number,
  change: (request: Received) => Answer | undefined = () => undefined,
) {
  return (request: Received): Answer => {
    const changed = change(request);
    if (changed) return changed;
    if (request.path === listPath) return { body: listing(request, count) };
    const { libraryItemIds } = request.body as { libraryItemIds: string[] };
    const rows = libraryItemIds.map((id) => expandedRow(Number(id.slice('item-'.length))));
    return { body: { libraryItems: rows.toReversed() } };
  };
}

function listing({ query }: Received, count: number): { results: Row[]; total: number } {
  const limit = Number(query['limit']);
  const start = Number(query['page'] ?? 0) * limit;
  const places = Array.from(
    { length: Math.max(0, Math.min(limit, count - start)) },
    (_, i) => start + i,
  );
  const isNewest = query['sort'] === 'addedAt' && query['desc'] === '1';
  return { results: places.map((at) => shortRow(isNewest ? count - 1 - at : at)), total: count };
}

function isPage(request: Received, page: number): boolean {
  return request.path === listPath && request.query['page'] === String(page);
}

test('two thousand items are read once each, with full data, in the order of their arrival', async () => {
  await using server = await startAudiobookshelf(library(2000));
  const told: [number, number][] = [];

  const reading = await server.shelf.readLibrary('lib-1', (...page) => void told.push(page));

  expect(reading).toMatchObject({ total: 2000, isComplete: true, unreadable: [] });
  expect(reading.items.map((item) => item.id)).toEqual(
    Array.from({ length: 2000 }, (_, n) => `item-${n}`),
  );
  expect(reading.items.every((item) => item.audioFiles.length === 2)).toBe(true);
  expect(told).toEqual(Array.from({ length: 20 }, (_, page) => [(page + 1) * 100, 2000]));
  expect(server.requests.filter((request) => request.path === listPath)).toHaveLength(20);
  expect(new Set(server.requests.map((request) => request.headers['authorization']))).toEqual(
    new Set(['Bearer key-of-tests']),
  );
});

test('an empty library is complete and asks for no details', async () => {
  await using server = await startAudiobookshelf(library(0));

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading).toEqual({ items: [], total: 0, isComplete: true, unreadable: [] });
  expect(server.asked()).toEqual([`GET ${listPath}`]);
});

test.each<[string, Answer]>([
  ['unreachable', { status: 500, body: 'Internal Server Error' }],
  ['unauthorized', { status: 401, body: 'Unauthorized' }],
  ['unexpected', html],
  ['unexpected', { body: '{"results":[{"id":"item-2' }],
  ['unexpected', { body: { results: [] } }],
  ['refused', { status: 302, body: '' }],
])('an %s answer on the third page throws in place of half a list', async (kind, answer) => {
  await using server = await startAudiobookshelf(
    library(400, (request) => (isPage(request, 2) ? answer : undefined)),
  );

  const reading = server.shelf.readLibrary('lib-1');

  await expect(reading).rejects.toMatchObject({ name: 'ExternalError', kind } as ExternalError);
});

test('an error among the details throws too', async () => {
  await using server = await startAudiobookshelf(
    library(400, ({ method }) => (method === 'POST' ? { status: 401, body: '' } : undefined)),
  );

  await expect(server.shelf.readLibrary('lib-1')).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('a server that repeats its first page is left and its list is not complete', async () => {
  await using server = await startAudiobookshelf((request) =>
    library(300)({ ...request, query: { ...request.query, page: '0' } }),
  );

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading).toMatchObject({ total: 300, isComplete: false });
  expect(reading.items).toHaveLength(100);
  expect(server.requests.filter((request) => request.path === listPath)).toHaveLength(2);
});

test('one id on two pages makes the list incomplete', async () => {
  await using server = await startAudiobookshelf(
    library(150, (request) => {
      if (!isPage(request, 1)) return undefined;
      const { results, total } = listing(request, 150);
      return { body: { results: [shortRow(0), ...results.slice(1)], total } };
    }),
  );

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading).toMatchObject({ total: 150, isComplete: false });
  expect(reading.items).toHaveLength(149);
});

test('a total that changes on the way makes the list incomplete', async () => {
  await using server = await startAudiobookshelf((request) =>
    library(isPage(request, 0) ? 149 : 150)(request),
  );

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading).toMatchObject({ total: 150, isComplete: false });
});

test('a list that ends before its total is incomplete', async () => {
  await using server = await startAudiobookshelf(
    library(150, (request) =>
      request.path === listPath ? { body: { ...listing(request, 130), total: 150 } } : undefined,
    ),
  );

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading).toMatchObject({ total: 150, isComplete: false, unreadable: [] });
  expect(reading.items).toHaveLength(130);
});

test('unreadable rows are told by what can be read of them, and a vanished item makes the list incomplete', async () => {
  await using server = await startAudiobookshelf(
    library(5, ({ method, path }) => {
      if (path === listPath) {
        return {
          body: { results: [1, 2, 3, 4].map((n) => shortRow(n)).concat({ id: 5 }), total: 5 },
        };
      }
      if (method !== 'POST') return undefined;
      const rows = [expandedRow(1), expandedRow(2, { path: '' }), expandedRow(99), expandedRow(4)];
      return { body: { libraryItems: rows } };
    }),
  );

  const reading = await server.shelf.readLibrary('lib-1');

  expect(reading.items.map((item) => item.id)).toEqual(['item-1', 'item-4']);
  expect(reading.unreadable.map(({ id }) => id)).toEqual([null, 'item-2']);
  expect(reading).toMatchObject({ total: 5, isComplete: false });
});

test('the newest items come first and with full data', async () => {
  await using server = await startAudiobookshelf(library(60));

  const items = await server.shelf.newestItems('lib-1', 3);

  expect(items.map((item) => item.id)).toEqual(['item-59', 'item-58', 'item-57']);
  expect(items[0]?.bitrateKbps).toBe(112);
  expect(server.requests[0]?.query).toMatchObject({ limit: '3', sort: 'addedAt', desc: '1' });
});

test('of the newest items one request tells whether they are new or were changed', async () => {
  await using server = await startAudiobookshelf(library(60));

  const marks = await server.shelf.newestMarks('lib-1', 3);

  const [newest] = await server.shelf.newestItems('lib-1', 1);
  expect(marks.map((mark) => mark.id)).toEqual(['item-59', 'item-58', 'item-57']);
  expect(marks[0]).toEqual({
    id: newest?.id,
    isMissing: newest?.isMissing,
    updatedAt: newest?.updatedAt,
  });
  expect(server.requests[0]?.query).toMatchObject({ limit: '3', sort: 'addedAt', desc: '1' });
});

test('none of the newest asks nothing, since a limit of 0 means all to the server', async () => {
  await using server = await startAudiobookshelf(library(60));

  const items = await server.shelf.newestItems('lib-1', 0);

  expect(items).toEqual([]);
  expect(server.requests).toEqual([]);
});
