import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf, nextTextLength } from '../../src/releases/batches.ts';

const book = (title: string, author: string) => ({ title, authors: [author] });

test('books of one author are asked for together, the most wanted author first', () => {
  const books = [book('A', 'Ward'), book('B', 'Quill'), book('C', 'Ward'), book('D', 'Quill')];

  const batches = batchesOf(books, ({ length }) => length <= 2);

  expect(batches.map((batch) => batch.map(({ title }) => title))).toEqual([
    ['A', 'C'],
    ['B', 'D'],
  ]);
});

test('every book is in exactly one batch, and no batch is longer than it may be', () => {
  const books = fc.array(fc.record({ title: fc.string(), author: fc.constantFrom('a', 'b', 'c') }));
  fc.assert(
    fc.property(books, fc.integer({ min: 1, max: 60 }), (list, room) => {
      const all = list.map(({ title, author }, id) => ({ id, title, authors: [author] }));
      const lengthOf = (batch: readonly { title: string }[]) =>
        batch.reduce((sum, { title }) => sum + title.length, 0);

      const batches = batchesOf(all, (batch) => lengthOf(batch) <= room);

      const ids = batches.flat().map(({ id }) => id);
      expect(ids.sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
      for (const batch of batches) {
        expect(batch.length === 1 || lengthOf(batch) <= room).toBe(true);
      }
    }),
  );
});

test.each([
  [1400, 1390, true, 1414],
  [2000, 1990, true, 2000],
  [1400, 1390, false, 973],
  [1400, 300, false, 210],
  [1, 1, false, 1],
])(
  'after %i allowed and %i asked (went well: %s) the next may be %i long',
  (allowed, asked, wentWell, next) => {
    expect(nextTextLength(allowed, asked, wentWell)).toBe(next);
  },
);
