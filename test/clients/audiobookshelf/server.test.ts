import { expect, test } from 'vitest';
import { html, notFound, startAudiobookshelf } from './loopback.ts';
import { expandedRow } from './rows.ts';

test('the server tells its version and whether it has been set up', async () => {
  const body = { app: 'audiobookshelf', serverVersion: '2.40.1', isInit: true, language: 'en-us' };
  await using server = await startAudiobookshelf(() => ({ body }));

  const info = await server.shelf.serverInfo();

  expect(info).toEqual({ version: '2.40.1', isInitialised: true });
  expect(server.asked()).toEqual(['GET /shelf/status']);
});

test.each([
  ['root', true],
  ['admin', true],
  ['user', false],
])('the rights of a key of type %s come without name or token', async (type, isAdmin) => {
  const permissions = { download: true, update: true, delete: false, upload: true };
  const user = { id: 'u1', username: 'ines', token: 'secret', type, permissions };
  await using server = await startAudiobookshelf(() => ({ body: { user, serverSettings: {} } }));

  const rights = await server.shelf.authorize();

  expect(rights).toEqual({
    role: type,
    canUpdate: true,
    canUpload: true,
    canDelete: false,
    isAdmin,
  });
  expect(server.asked()).toEqual(['POST /shelf/api/authorize']);
});

test('libraries carry their folders and the time of the last scan, if there was one', async () => {
  const folders = [{ id: 'f1', fullPath: '/shelf', libraryId: 'lib-1' }];
  const fresh = { id: 'lib-1', name: 'Books', mediaType: 'book', folders, lastScan: null };
  const scanned = { ...fresh, id: 'lib-2', lastScan: Date.UTC(2031, 0, 1) };
  await using server = await startAudiobookshelf(() => ({ body: { libraries: [fresh, scanned] } }));

  const libraries = await server.shelf.libraries();

  const common = { name: 'Books', mediaType: 'book', folders: [{ id: 'f1', fullPath: '/shelf' }] };
  expect(libraries).toEqual([
    { ...common, id: 'lib-1', lastScanAt: null },
    { ...common, id: 'lib-2', lastScanAt: new Date('2031-01-01T00:00:00Z') },
  ]);
});

test('a refused key is unauthorized, a sign-in page in place of data is unexpected', async () => {
  await using refusing = await startAudiobookshelf(() => ({ status: 401, body: 'Unauthorized' }));
  await using asking = await startAudiobookshelf(() => html);

  await expect(refusing.shelf.authorize()).rejects.toMatchObject({ kind: 'unauthorized' });
  await expect(asking.shelf.libraries()).rejects.toMatchObject({ kind: 'unexpected' });
});

test('one item is read with its files', async () => {
  await using server = await startAudiobookshelf(() => ({ body: expandedRow(4) }));

  const item = await server.shelf.item('item/4');

  expect(item).toMatchObject({ id: 'item-4', audioFileCount: 2 });
  expect(server.asked()).toEqual(['GET /shelf/api/items/item%2F4']);
  expect(server.requests[0]?.query).toEqual({ expanded: '1' });
});

test('an unknown item is null, an unreadable one is an error', async () => {
  await using without = await startAudiobookshelf(() => notFound);
  await using odd = await startAudiobookshelf(() => ({ body: { id: 'item-1' } }));

  expect(await without.shelf.item('item-1')).toBeNull();
  await expect(odd.shelf.item('item-1')).rejects.toMatchObject({ kind: 'unexpected' });
});
