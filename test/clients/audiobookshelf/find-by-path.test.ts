import { expect, test } from 'vitest';
import { searchWords } from '../../../src/clients/audiobookshelf/find-by-path.ts';
import { type Answer, notFound, type Received, startAudiobookshelf } from './loopback.ts';
import { expandedRow, shortRow } from './rows.ts';

const wantedPath = '/shelf/Ines Okoro/Lantern Coast/3 - Harbour 3';

/** A library of so many books that item 3, the wanted one, stands among the oldest. */
function library(count: number) {
  return ({ path, query }: Received): Answer => {
    if (path === '/shelf/api/items/item-3') return { body: expandedRow(3) };
    if (path.startsWith('/shelf/api/items/')) return notFound;
    if (path.endsWith('/search')) {
      const hits = [expandedRow(13), expandedRow(3)].map((libraryItem) => ({ libraryItem }));
      return { body: { book: query['q'] === 'Harbour 3' ? hits : [], series: [] } };
    }
    const start = Number(query['page']) * 100;
    const rows = Array.from({ length: Math.min(100, count - start) }, (_, at) =>
      shortRow(count - start - at),
    );
    return { body: { results: rows, total: count } };
  };
}

test('an item just imported is found on the first page of the newest', async () => {
  await using server = await startAudiobookshelf(library(50));

  const item = await server.shelf.findByPath('lib-1', `${wantedPath}/`);

  expect(item).toMatchObject({ id: 'item-3', bitrateKbps: 112 });
  expect(server.asked()).toEqual([
    'GET /shelf/api/libraries/lib-1/items',
    'GET /shelf/api/items/item-3',
  ]);
});

test('an older item is found by the search', async () => {
  await using server = await startAudiobookshelf(library(1000));

  const item = await server.shelf.findByPath('lib-1', wantedPath);

  expect(item?.id).toBe('item-3');
  expect(server.requests.map((request) => request.query['page'] ?? request.query['q'])).toEqual([
    '0',
    '1',
    'Harbour 3',
    undefined,
  ]);
});

test('a path nobody has is found nowhere', async () => {
  await using server = await startAudiobookshelf(library(1000));

  const item = await server.shelf.findByPath('lib-1', '/shelf/Ines Okoro/Lantern Coast/3');

  expect(item).toBeNull();
});

test('a small library is known after its only page, without a search', async () => {
  await using server = await startAudiobookshelf(library(50));

  const item = await server.shelf.findByPath('lib-1', '/shelf/Nobody/Nothing');

  expect(item).toBeNull();
  expect(server.requests).toHaveLength(1);
});

test('an item that vanished between listing and reading is null', async () => {
  await using server = await startAudiobookshelf(library(50));

  const item = await server.shelf.findByPath(
    'lib-1',
    '/shelf/Ines Okoro/Lantern Coast/9 - Harbour 9',
  );

  expect(item).toBeNull();
});

test.each([
  ['/a/Lantern Coast/03 - The Quiet Quay {Bram Castell}', 'The Quiet Quay'],
  [
    '/a/2029 - Book 0.5 - The Crooked Mast [B0TEST0001] {Bram Castell, Ida Rhee}',
    'The Crooked Mast',
  ],
  ['/a/Salt- A Coastal History', 'A Coastal History'],
  ["/a/The Keeper's Daughter.m4b", "The Keeper's Daughter"],
  ['/a/Überfahrt nach Øst', 'Überfahrt nach Øst'],
  ['/a/{x}', ''],
  ['/', ''],
])('the words to search for in %s are "%s"', (path, words) => {
  expect(searchWords(path)).toBe(words);
});
