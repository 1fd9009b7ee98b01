import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf, nextBatchSize } from '../../src/releases/batches.ts';

const book = (title: string, author: string) => ({ title, authors: [author] });

test('books of one author are asked for together, the most wanted author first', () => {
  const books = [book('A', 'Ward'), book('B', 'Quill'), book('C', 'Ward'), book('D', 'Quill')];

  const batches = batchesOf(books, 2, () => true);

  expect(batches.map((batch) => batch.map(({ title }) => title))).toEqual([
    ['A', 'C'],
    ['B', 'D'],
  ]);
});

test('every book is in exactly one batch, and no batch is larger than it may be', () => {
  const books = fc.array(fc.record({ title: fc.string(), author: fc.constantFrom('a', 'b', 'c') }));
  fc.assert(
    fc.property(
      books,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 60 }),
      (list, size, room) => {
        const all = list.map(({ title, author }, id) => ({ id, title, authors: [author] }));
        const lengthOf = (batch: readonly { title: string }[]) =>
          batch.reduce((sum, { title }) => sum + title.length, 0);

        const batches = batchesOf(all, size, (batch) => lengthOf(batch) <= room);

        expect(
          batches
            .flat()
            .map(({ id }) => id)
            .sort((a, b) => a - b),
        ).toEqual(all.map(({ id }) => id));
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(size);
          expect(batch.length === 1 || lengthOf(batch) <= room).toBe(true);
        }
      },
    ),
  );
});

test.each([
  [20, 20, true, 22],
  [20, 7, true, 20],
  [40, 40, true, 40],
  [20, 20, false, 10],
  [20, 6, false, 3],
  [1, 1, false, 1],
])(
  'after %i allowed and %i asked (went well: %s) the next may ask for %i',
  (size, asked, wentWell, next) => {
    expect(nextBatchSize(size, asked, wentWell)).toBe(next);
  },
);
