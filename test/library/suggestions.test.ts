import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCandidates } from '../../src/library/load-candidates.ts';
import { type Candidate, chooseSuggestions } from '../../src/library/suggestions.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  buildItem,
  complete,
  createCatalogue,
  createShelf,
  emberItem,
  emberProduct,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

const book = (id: number, changes: Partial<Candidate> = {}): Candidate => ({
  id,
  title: `Book ${id}`,
  author: `Author ${id}`,
  series: null,
  position: null,
  seriesOwned: 0,
  seriesMissing: 0,
  isNextInSeries: false,
  completeSeries: [],
  authorOwned: 1,
  narrators: [],
  ...changes,
});

const ember = { series: 'Ember', author: 'Anna Ward' };

test('what completes a series comes first, then what goes on, then authors, then voices', () => {
  const chosen = chooseSuggestions(
    [
      book(1, { narrators: [{ name: 'Tom Reed', owned: 9 }] }),
      book(2, { authorOwned: 7 }),
      book(3, { completeSeries: ['Salt'] }),
      book(4, { ...ember, seriesOwned: 4, seriesMissing: 3, isNextInSeries: true }),
      book(5, { series: 'Frost', seriesOwned: 3, seriesMissing: 1, isNextInSeries: true }),
      book(6),
    ],
    10,
  );

  expect(chosen.map(({ id, reasons }) => `${id}: ${reasons.join('; ')}`)).toEqual([
    '5: completes Frost',
    '4: goes on in Ember, of which you have 4',
    '3: you have all of Salt by Author 3',
    '2: you have 7 books by Author 2',
    '1: Tom Reed reads 9 of your books',
  ]);
});

test('one of each series and two by each author are enough', () => {
  const next = { seriesOwned: 2, seriesMissing: 9, isNextInSeries: true };
  const sameSeries = [1, 2].map((id) => book(id, { ...ember, ...next }));
  const sameAuthor = [3, 4, 5].map((id) => book(id, { author: 'Bo Lind', authorOwned: 5 }));

  const ids = chooseSuggestions([...sameSeries, ...sameAuthor], 10).map(({ id }) => id);

  expect(ids).toEqual([1, 3, 4]);
});

test('every suggestion has a reason, and the order of the candidates does not matter', () => {
  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.nat(50),
      author: fc.constantFrom('A', 'B'),
      series: fc.constantFrom(null, 'Ember', 'Frost'),
      seriesOwned: fc.nat(4),
      seriesMissing: fc.nat(3),
      isNextInSeries: fc.boolean(),
      authorOwned: fc.nat(5),
    }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(candidates, fc.nat(12), (some, most) => {
      const books = some.map(({ id, ...changes }) => book(id, changes));
      const chosen = chooseSuggestions(books, most);

      expect(chosen.length).toBeLessThanOrEqual(most);
      expect(chosen.every(({ reasons }) => reasons.length > 0)).toBe(true);
      expect(chooseSuggestions(books.toReversed(), most)).toEqual(chosen);
    }),
  );
});

test('the shelf tells how many are owned, what is next and whose voices are heard', async () => {
  const narrators = ['Tom Reed', 'Mia Ström'];
  await scan(
    em(),
    createShelf([
      emberItem('1', { narrators }),
      emberItem('2', { narrators }),
      buildItem('x', { title: 'Salt', narrators: ['Mia Ström'] }),
    ]),
  );
  await complete(
    em(),
    createCatalogue(
      ['1', '2', '3', '4'].map((place) => emberProduct(place, { narrators: ['mia ström'] })),
    ),
  );

  const candidates = await loadCandidates(em());

  expect(candidates.toSorted((a, b) => a.title.localeCompare(b.title))).toMatchObject([
    {
      title: 'Ember Volume 3',
      seriesOwned: 2,
      seriesMissing: 2,
      isNextInSeries: true,
      authorOwned: 3,
      narrators: [{ name: 'mia ström', owned: 3 }],
    },
    { title: 'Ember Volume 4', isNextInSeries: false },
  ]);
});
