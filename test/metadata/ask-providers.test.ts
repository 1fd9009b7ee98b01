import { expect, test } from 'vitest';
import { askProviders } from '../../src/metadata/ask-providers.ts';
import { readEvidence } from '../../src/metadata/evidence.ts';
import { metadataFigures } from '../../src/metadata/figures.ts';
import { bookByAsin } from '../../src/sandbox/books.ts';
import { useDatabase } from '../support/use-database.ts';
import { shelve, useCatalogues } from './catalogue-world.ts';

const { em } = useDatabase();
const world = useCatalogues(em);
const princess = bookByAsin('B0MARS0001');
const now = new Date('2026-11-02T10:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const none = { asin: null, narrator: null };

async function told(bookId: number, source: string): Promise<Record<string, unknown>> {
  const rows = (await readEvidence(em(), bookId)).filter((row) => row.source === source);
  return Object.fromEntries(rows.map(({ field, value }) => [field, value]));
}

test('a book with ASIN is told by those who know it by that, and the chain ends when enough is told', async () => {
  const id = await shelve(em(), princess);

  const report = await askProviders(world.services(), em(), { id }, { now });

  expect(report).toEqual({
    asked: [
      { provider: 'audnexus', confidence: 1 },
      { provider: 'audible', confidence: 1 },
    ],
    silent: [],
  });
  expect(world.asked()).toEqual(['product', 'audnexus', 'chapters']);
  expect(await told(id, 'audnexus')).toEqual({
    asin: princess.asin,
    title: 'A Princess of Mars',
    authors: ['Edgar Rice Burroughs'],
    narrators: ['Tobias Merrow'],
    series: [{ name: 'Barsoom', sequence: '1' }],
    publishedYear: 1917,
    publisher: 'Sandbox Recordings',
    description: 'A Princess of Mars, as Edgar Rice Burroughs told it.',
    genres: ['Classics'],
    language: 'english',
    isAbridged: false,
    durationMinutes: 2,
    chapters: [
      { title: 'One', startSeconds: 0, endSeconds: 60 },
      { title: 'Two', startSeconds: 60, endSeconds: 120 },
    ],
  });
});

test('without ASIN title and author find the work everywhere, but no edition', async () => {
  const id = await shelve(em(), { ...princess, minutes: 0 }, none);

  const report = await askProviders(world.services(), em(), { id }, { now });

  expect(report.asked).toEqual([
    { provider: 'audible', confidence: 0.8 },
    { provider: 'hardcover', confidence: 0.8 },
    { provider: 'google-books', confidence: 0.8 },
    { provider: 'open-library', confidence: 0.8 },
  ]);
  expect(await told(id, 'audible')).not.toHaveProperty('narrators');
  expect(await told(id, 'audible')).not.toHaveProperty('durationMinutes');
  expect(await told(id, 'google-books')).not.toHaveProperty('isbn');
  expect(await told(id, 'hardcover')).toMatchObject({ publishedYear: 1917 });
});

test('a custom provider comes first, with its own header', async () => {
  const id = await shelve(em(), princess, { asin: null });
  const METADATA_PROVIDERS = `mine ${world.others.url}/custom 0.9 ${world.others.authorization}`;
  const services = world.services({ METADATA_PROVIDERS, METADATA_AGREEMENT: '1' });

  const { asked } = await askProviders(services, em(), { id }, { now, wanted: ['narrators'] });

  expect(asked).toEqual([{ provider: 'custom:mine', confidence: 0.95 }]);
  expect(world.asked()).toEqual(['custom']);
  expect(await told(id, 'custom:mine')).toMatchObject({ narrators: ['Tobias Merrow'] });
});

test('the same question is not asked again for a month, and what was not found for a week', async () => {
  const known = await shelve(em(), princess);
  const unknown = await shelve(em(), { ...princess, title: 'A Book Nobody Sells' }, none);
  const services = world.services({ METADATA_SOURCES: 'audnexus,audible,google-books' });
  const askAt = async (id: number, at: Date) => {
    const before = world.asked().length;
    await askProviders(services, em(), { id }, { now: at });
    return world.asked().length - before;
  };

  expect([await askAt(known, now), await askAt(unknown, now)]).toEqual([3, 2]);
  expect([await askAt(known, days(6)), await askAt(unknown, days(6))]).toEqual([0, 0]);
  expect([await askAt(known, days(8)), await askAt(unknown, days(8))]).toEqual([0, 2]);
  expect(await askAt(known, days(31))).toBe(3);
});

test('what a catalogue no longer knows is forgotten; what it cannot say now still counts', async () => {
  const id = await shelve(em(), princess);
  const services = world.services({ METADATA_SOURCES: 'audnexus' });
  await askProviders(services, em(), { id }, { now });
  world.others.failNext('audnexus', { status: 500 });

  await askProviders(services, em(), { id }, { now: days(31) });
  const whileAway = await told(id, 'audnexus');
  world.others.books = [];
  await askProviders(services, em(), { id }, { now: days(31) });

  expect(whileAway).toMatchObject({ title: 'A Princess of Mars' });
  expect(await told(id, 'audnexus')).toEqual({});
});

test.each([
  ['a fault of the server', { status: 500 }],
  ['too many requests', { status: 429 }],
  ['a refused key', { status: 401 }],
  ['a web page', { status: 200, body: '<html>' }],
  ['a cut connection', { cut: 'before' as const }],
])('%s at one of them does not keep the others from telling', async (_, fault) => {
  const id = await shelve(em(), princess);
  world.others.failNext('audnexus', fault);

  const report = await askProviders(world.services(), em(), { id }, { now });

  expect(report.silent).toMatchObject([{ provider: 'audnexus' }]);
  expect(report.asked.map(({ provider }) => provider)).toEqual(
    expect.arrayContaining(['audible', 'hardcover']),
  );
});

test('who fails five times in a row is left alone, and one question finds out whether it is back', async () => {
  const services = world.services({ METADATA_SOURCES: 'audnexus' });
  world.others.failNext('audnexus', { status: 500 }, 5);
  const ids: number[] = [];
  for (let count = 0; count < 7; count += 1) ids.push(await shelve(em(), princess));
  const askAll = (at: Date) =>
    Promise.all(ids.map((id) => askProviders(services, em(), { id }, { now: at })));

  for (const id of ids.slice(0, 5)) await askProviders(services, em(), { id }, { now });
  const resting = await askAll(now);
  const asked = world.asked().length;
  const back = await askProviders(services, em(), { id: ids[0] ?? 0 }, { now: days(1) });

  expect(asked).toBe(5);
  expect(resting.flatMap(({ silent }) => silent.map(({ reason }) => reason))).toEqual(
    Array(7).fill('audnexus answered 500'),
  );
  expect(back.asked).toEqual([{ provider: 'audnexus', confidence: 1 }]);
  expect(await em().execute('select * from provider_standings')).toEqual([]);
});

test('a used quota is no fault: the catalogue is silent until midnight and asks nobody', async () => {
  const services = world.services({
    METADATA_SOURCES: 'google-books',
    GOOGLE_BOOKS_PER_DAY: '1',
  });
  const first = await shelve(em(), princess, none);
  const second = await shelve(em(), bookByAsin('B0STEV0001'), none);

  await askProviders(services, em(), { id: first }, { now });
  const report = await askProviders(services, em(), { id: second }, { now });

  expect(world.asked()).toEqual(['google']);
  expect(report.silent).toMatchObject([
    { provider: 'google-books', reason: expect.stringContaining('daily quota of 1 requests used') },
  ]);
  expect(await em().execute('select * from provider_standings')).toEqual([]);
});

test('the figures count books by how sure the surest catalogue is', async () => {
  const sure = await shelve(em(), princess);
  const work = await shelve(em(), { ...bookByAsin('B0STEV0001'), minutes: 0 }, none);
  const nobody = await shelve(em(), { ...princess, title: 'A Book Nobody Sells' }, none);
  await shelve(em(), bookByAsin('B0WELL0001'));
  const services = world.services({ METADATA_SOURCES: 'audnexus,audible' });

  for (const id of [sure, work, nobody]) await askProviders(services, em(), { id }, { now });

  expect(await metadataFigures(em())).toEqual({
    books: 4,
    processed: 3,
    high: 1,
    medium: 1,
    low: 0,
    unmatched: 1,
    seriesIdentified: 1,
    authorsFilled: 2,
    narratorsFilled: 1,
    lastAskedAt: now,
  });
});

test('a book that is not there is a mistake of the caller', async () => {
  await expect(askProviders(world.services(), em(), { id: 99 }, { now })).rejects.toMatchObject({
    code: 'not_found',
  });
});
