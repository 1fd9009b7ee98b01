import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findOwnership, type OwnedBook } from '../../src/library/ownership.ts';
import { coversPosition, parsePosition } from '../../src/library/position.ts';
import { groupWorks, type SeriesEntry } from '../../src/library/series-works.ts';

const preference = { languages: [], today: '2026-06-15' };

function buildEntry(place: number): SeriesEntry {
  return {
    asin: `A${place}`,
    title: `Title ${place}`,
    position: String(place),
    releaseDate: '2020-01-01',
    language: 'english',
    authors: ['Anna Ward'],
    narrators: [],
    runtimeMinutes: null,
    isUnabridged: true,
    ratingCount: 1,
    isPurchasable: true,
    coverUrl: null,
  };
}

function buildOwned(id: number, position: string | null, title = `Shelf ${id}`): OwnedBook {
  return { id, title, authors: ['Anna Ward'], asin: null, position };
}

test('the first omnibus that holds a place covers it, as a search through all would find', () => {
  const spans = fc.array(fc.constantFrom('1-3', '2-5', '4, 6', '1-3, 2.5', '7', null), {
    maxLength: 6,
  });

  fc.assert(
    fc.property(spans, (positions) => {
      const { works, omnibuses } = groupWorks([1, 2, 2.5, 3, 4, 6, 7].map(buildEntry), preference);
      const owned = positions.map((position, id) => buildOwned(id, position));

      const ownership = findOwnership(works, omnibuses, owned);

      for (const work of works) {
        const place = parsePosition(String(work.place));
        const holder = owned.find(({ position }) => {
          const span = parsePosition(position);
          return span && place && coversPosition(span, place);
        });
        expect(ownership.coveredBy(work)?.id).toBe(holder?.id);
      }
    }),
  );
});

test('looks at every owned book a few times, however many works there are', () => {
  const count = 2000;
  let reads = 0;
  const owned = Array.from({ length: count }, (_, id): OwnedBook => {
    const book = buildOwned(id, null);
    return {
      ...book,
      get title() {
        reads += 1;
        return `Title ${count - id}`;
      },
    };
  });
  const entries = Array.from({ length: count }, (_, at) => buildEntry(at + 1));
  const { works, omnibuses } = groupWorks(entries, preference);

  const ownership = findOwnership(works, omnibuses, owned);

  expect(ownership.works.size).toBe(count);
  expect(reads).toBeLessThan(10 * count);
});
