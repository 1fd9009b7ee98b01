import { expect, test } from 'vitest';
import type { MediaPatch } from '../../../src/clients/audiobookshelf/index.ts';
import { startAudiobookshelf } from './loopback.ts';

test('a full patch goes out in the form the server understands', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { updated: true } }));

  const result = await server.shelf.patchMedia('item-1', {
    title: ' Harbour ',
    subtitle: null,
    authors: ['Ines Okoro', 'Joost Vega'],
    narrators: ['Bram Castell'],
    series: [
      { name: 'Lantern Coast', sequence: '0.5' },
      { name: 'Night Mail', sequence: null },
    ],
    genres: [],
    publishedYear: 2029,
    asin: 'B0TEST0001',
  });

  expect(result).toEqual({ isUpdated: true });
  expect(server.asked()).toEqual(['PATCH /shelf/api/items/item-1/media']);
  expect(server.requests[0]?.body).toEqual({
    metadata: {
      title: 'Harbour',
      subtitle: null,
      authors: [{ name: 'Ines Okoro' }, { name: 'Joost Vega' }],
      narrators: ['Bram Castell'],
      series: [
        { name: 'Lantern Coast', sequence: '0.5' },
        { name: 'Night Mail', sequence: null },
      ],
      genres: [],
      publishedYear: '2029',
      asin: 'B0TEST0001',
    },
  });
});

test('keys left out are not sent', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { updated: true } }));

  await server.shelf.patchMedia('item-1', { publishedYear: null });

  expect(server.requests[0]?.body).toEqual({ metadata: { publishedYear: null } });
});

test('an empty patch is not sent', async () => {
  await using server = await startAudiobookshelf(() => ({ body: { updated: true } }));

  const result = await server.shelf.patchMedia('item-1', {});

  expect(result).toEqual({ isUpdated: false });
  expect(server.requests).toEqual([]);
});

test.each([{ updated: false }, { libraryItem: {} }])(
  'an answer of %j is no update',
  async (body) => {
    await using server = await startAudiobookshelf(() => ({ body }));

    const result = await server.shelf.patchMedia('item-1', { language: 'English' });

    expect(result).toEqual({ isUpdated: false });
  },
);

test.each<MediaPatch>([
  { title: '' },
  { title: '  ' },
  { authors: ['Ines Okoro', ' '] },
  { narrators: [''] },
  { genres: [''] },
  { series: [{ name: '', sequence: '1' }] },
])('the blank name in %j is refused before anything is sent', async (patch) => {
  await using server = await startAudiobookshelf(() => ({ body: { updated: true } }));

  const result = server.shelf.patchMedia('item-1', patch);

  await expect(result).rejects.toMatchObject({ name: 'UserError', code: 'bad_input' });
  expect(server.requests).toEqual([]);
});
