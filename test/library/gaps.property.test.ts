import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findGaps, type OwnedBook } from '../../src/library/gaps.ts';

const today = '2026-06-15';
const titles = ['Salt', 'Smoke', 'Ash', 'River', 'Crown', 'Ember Omnibus', 'Winter (Unabridged)'];
const position = fc.constantFrom('', '1', '2', '02', '2.5', '3', '4', '5', '1-3', '4p1', 'n/a');

const entries = fc.uniqueArray(
  fc.record({
    asin: fc.integer({ min: 1, max: 60 }).map(String),
    title: fc.constantFrom(...titles),
    position,
    releaseDate: fc.constantFrom(null, '2020-01-01', today, '2026-06-16'),
    language: fc.constantFrom('english', 'german', null),
    authors: fc.constant<string[]>(['Anna Ward']),
    narrators: fc.constant<string[]>([]),
    runtimeMinutes: fc.constant(null),
    isUnabridged: fc.constantFrom(true, false, null),
    ratingCount: fc.option(fc.nat(5)),
    isPurchasable: fc.constantFrom(true, false, null),
    coverUrl: fc.constant(null),
  }),
  { selector: ({ asin }) => asin, maxLength: 20 },
);
const owned = fc
  .array(
    fc.record({ title: fc.constantFrom(...titles, 'Elsewhere'), position: fc.option(position) }),
  )
  .map((books) =>
    books.map((book, id): OwnedBook => ({ ...book, id, authors: ['Anna Ward'], asin: null })),
  );
const policy = fc.record({
  novellas: fc.constantFrom('never' as const, 'ask' as const, 'always' as const),
  omnibus: fc.constantFrom('covers' as const, 'ignore' as const),
  languages: fc.constantFrom([], ['en']),
});

/** Pairs of a list and the same list in another order. */
function reordered<T>(lists: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> {
  return lists.chain((list) => {
    const whole = { minLength: list.length, maxLength: list.length };
    return fc.tuple(fc.constant(list), fc.shuffledSubarray(list, whole));
  });
}

test('the order of list and library never changes the answer', () => {
  fc.assert(
    fc.property(reordered(entries), reordered(owned), policy, (lists, libraries, rules) => {
      const [first, second] = [0, 1].map((turn) =>
        findGaps({
          entries: lists[turn] ?? [],
          owned: libraries[turn] ?? [],
          today,
          policy: rules,
        }),
      );

      expect(second).toEqual(first);
    }),
  );
});

test('every work is in one place of the report and the figures add up', () => {
  fc.assert(
    fc.property(entries, owned, policy, (list, books, rules) => {
      const report = findGaps({ entries: list, owned: books, today, policy: rules });

      const gaps = [...report.missing, ...report.announced, ...report.unsure];
      const places = [...gaps, ...report.coveredByOmnibus].flatMap((gap) => gap.position || []);
      expect(new Set(places).size).toBe(places.length);
      expect(new Set(gaps.map(({ asin }) => asin)).size).toBe(gaps.length);
      expect(report.total).toBe(report.owned + report.missing.length);
      expect(report.reason === null || (report.total === 0 && gaps.length === 0)).toBe(true);
    }),
  );
});

test('what is missing now is no longer missing once it is owned', () => {
  fc.assert(
    fc.property(entries, owned, policy, (list, books, rules) => {
      const before = findGaps({ entries: list, owned: books, today, policy: rules });
      const bought = before.missing.map(
        ({ asin, title, authors, position: place }, index): OwnedBook => ({
          id: 1000 + index,
          title,
          authors,
          asin,
          position: place,
        }),
      );

      const after = findGaps({ entries: list, owned: [...books, ...bought], today, policy: rules });

      expect(after.missing).toEqual([]);
      expect(after.total).toBe(before.total);
    }),
  );
});
