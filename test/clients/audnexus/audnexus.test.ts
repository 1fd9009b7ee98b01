import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Audnexus, createAudnexus } from '../../../src/clients/audnexus/index.ts';
import { type ProviderServer, startProviders } from '../../../src/sandbox/providers.ts';

let server: ProviderServer;
let audnexus: Audnexus;

beforeEach(async () => {
  server = await startProviders();
  audnexus = createAudnexus({
    baseUrl: `${server.url}/audnexus`,
    region: 'DE',
    userAgent: 'tests',
    pace: async () => undefined,
  });
});

afterEach(() => server.stop());

const answer = (body: object) => ({ status: 200, body: JSON.stringify(body) });

test('a book is told by its ASIN, in the market that is asked', async () => {
  expect(await audnexus.book('B0MARS0001')).toEqual({
    asin: 'B0MARS0001',
    title: 'A Princess of Mars',
    subtitle: null,
    authors: ['Edgar Rice Burroughs'],
    narrators: ['Tobias Merrow'],
    series: [{ name: 'Barsoom', position: '1' }],
    year: 1917,
    publisher: 'Sandbox Recordings',
    description: '<p>A Princess of Mars, as Edgar Rice Burroughs told it.</p>',
    genres: ['Classics'],
    language: 'english',
    isbn: null,
    isAbridged: false,
    minutes: 2,
    coverUrl: null,
  });
  expect(server.requests[0]?.query).toEqual({ region: 'de' });
});

test('a book of two series has both, and rows that cannot be read are left out', async () => {
  server.failNext(
    'audnexus',
    answer({
      asin: 'B0SALT0001',
      title: 'The Salt Ledger',
      authors: [{ name: 'Ines Okoro' }, { nom: 'x' }, null],
      seriesPrimary: { name: 'Lantern Coast', position: '2' },
      seriesSecondary: { name: 'The Fog Cycle' },
      releaseDate: '0000-00-00',
      runtimeLengthMin: 0,
      image: 'file:///etc/passwd',
    }),
  );

  expect(await audnexus.book('B0SALT0001')).toMatchObject({
    authors: ['Ines Okoro'],
    series: [
      { name: 'Lantern Coast', position: '2' },
      { name: 'The Fog Cycle', position: null },
    ],
    year: null,
    minutes: null,
    coverUrl: null,
    isAbridged: null,
  });
});

test('chapters follow each other in seconds', async () => {
  expect(await audnexus.chapters('B0MARS0001')).toEqual([
    { title: 'One', startSeconds: 0, endSeconds: 60 },
    { title: 'Two', startSeconds: 60, endSeconds: 120 },
  ]);
});

test('chapters that it calls inaccurate are none', async () => {
  const chapter = { title: 'One', startOffsetMs: 0, lengthMs: 5 };
  server.failNext('chapters', answer({ isAccurate: false, chapters: [chapter] }));

  expect(await audnexus.chapters('B0MARS0001')).toBeNull();
});

test('what is not known is null, and nothing is asked for what is no ASIN', async () => {
  expect(await audnexus.book('B0NOBODY00')).toBeNull();
  expect(await audnexus.chapters('B0NOBODY00')).toBeNull();
  const asked = server.requests.length;

  expect(await audnexus.book('../status')).toBeNull();
  expect(server.requests).toHaveLength(asked);
});
