import { expect, test } from 'vitest';
import { html, notFound, startAudiobookshelf } from './loopback.ts';

const chapters = [{ title: 'One', startSeconds: 0, endSeconds: 61.5 }];

test('the server is told where the cover is and fetches it itself', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { success: true, cover: '/x' } }));

  await server.shelf.setCover('a b', 'https://example.org/a.jpg');

  expect(server.asked()).toEqual(['POST /shelf/api/items/a%20b/cover']);
  expect(server.requests[0]?.body).toEqual({ url: 'https://example.org/a.jpg' });
});

test('a picture is sent to the server in a form', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { success: true, cover: '/x' } }));

  await server.shelf.uploadCover('a', { bytes: Buffer.from('picture'), type: 'image/png' });

  expect(server.asked()).toEqual(['POST /shelf/api/items/a/cover']);
  expect(server.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
});

test('a cover the server could not take is an error', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { success: false } }));

  const result = server.shelf.setCover('a', 'https://example.org/a.jpg');

  await expect(result).rejects.toMatchObject({ name: 'ExternalError', kind: 'unexpected' });
});

test('covers are told apart by their pictures, and none is null', async () => {
  await using server = await startAudiobookshelf(({ path }) =>
    path.includes('none') ? notFound : { body: path },
  );

  const [a, again, b, none] = await Promise.all(
    ['a', 'a', 'b', 'none'].map((id) => server.shelf.coverDigest(id)),
  );

  expect(a).toMatch(/^[0-9a-f]{64}$/);
  expect([a === again, a === b, none]).toEqual([true, false, null]);
});

test('a cover is removed', async () => {
  await using server = await startAudiobookshelf(() => ({ body: 'OK' }));

  await server.shelf.removeCover('a');

  expect(server.asked()).toEqual(['DELETE /shelf/api/items/a/cover']);
});

test('chapters are written and read in seconds', async () => {
  const rows = [{ id: 0, title: 'One', start: 0, end: 61.5 }];
  await using server = await startAudiobookshelf(({ method }) => ({
    body: method === 'POST' ? { success: true, updated: true } : { media: { chapters: rows } },
  }));

  await server.shelf.writeChapters('a', chapters);
  const read = await server.shelf.chapters('a');

  expect(server.requests[0]?.body).toEqual({ chapters: rows });
  expect(read).toEqual(chapters);
});

test('the chapters of an item that is gone are null, those of a sign-in page an error', async () => {
  await using server = await startAudiobookshelf(({ path }) =>
    path.endsWith('gone') ? notFound : html,
  );

  expect(await server.shelf.chapters('gone')).toBeNull();
  await expect(server.shelf.chapters('a')).rejects.toMatchObject({ kind: 'unexpected' });
});
