import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAuthors, writersOf } from '../../src/library/authors.ts';

test.each<[string[], string[]]>([
  [['Anna Ward'], ['Anna Ward']],
  [['Anna Ward & Tom Reed'], ['Anna Ward', 'Tom Reed']],
  [['Anna Ward and Tom Reed'], ['Anna Ward', 'Tom Reed']],
  [['Anna Ward/Tom Reed; Lucy Hill'], ['Anna Ward', 'Tom Reed', 'Lucy Hill']],
  [['Anna Ward, Tom Reed, Lucy Hill'], ['Anna Ward', 'Tom Reed', 'Lucy Hill']],
  [['Ward, Anna & Reed, Tom'], ['Ward, Anna', 'Reed, Tom']],
  [
    ['Anna Ward (editor)', 'edited by Tom Reed'],
    ['Anna Ward', 'Tom Reed'],
  ],
  [['Anna Ward', 'Tom Reed - translator'], ['Anna Ward']],
  [['Anna Ward', 'Tom Reed (foreword)', 'Lucy Hill: introduction'], ['Anna Ward']],
  [['narrated by Tom Reed'], []],
  [['Anna Ward', 'and 17 more', 'Various Authors', 'unknown', '…'], ['Anna Ward']],
  [['by: Anna Ward'], ['Anna Ward']],
])('the writers of %j are %j', (authors, writers) => {
  expect(writersOf(authors)).toEqual(writers);
});

test.each<[string, string, string]>([
  ['Anna Ward', 'Ward, Anna', 'same'],
  ['Ursula K. Le Moor', 'Le Moor, Ursula K.', 'same'],
  ['T. J. Holt', 'TJ Holt', 'same'],
  ['M. R. Holt', 'Mike Holt', 'same'],
  ['James S. A. Holt', 'J.S.A. Holt', 'same'],
  ['Tom Schätz', 'Tom Schaetz', 'same'],
  ['Viktor Ward', 'Victor Ward', 'same'],
  ['Madeline Ward', 'Madeleine Ward', 'same'],
  ['Anna Ward', 'Anna Ward writing as Iris Moor', 'same'],
  ['Anna Ward', 'Anna Ward (Author), Tom Reed (Narrator)', 'same'],
  ['Anna Ward', 'Ward', 'near'],
  ['Homer Reed', 'Homer', 'near'],
  ['Becky Ward', 'Rebecca Ward', 'near'],
  ['Tim Holt', 'Timothy Holt', 'near'],
  ['Anna Wardington', 'Anna Wardinton', 'near'],
  ['René Ward', 'Ren? Ward', 'near'],
  ['Anna Ward', 'Annabel Ward', 'likely'],
  ['Anna Ward', 'Various', 'unknown'],
  ['Leo Reed', 'Лев Рид', 'unknown'],
  ['Anna Ward', 'Brian Ward', 'other'],
  ['David Holt', 'Daniel Holt', 'other'],
  ['Anna Ward', 'Anna Reed', 'other'],
])('%j and %j are %s', (wanted, candidate, relation) => {
  expect(compareAuthors({ authors: [wanted] }, { authors: [candidate] })).toBe(relation);
  expect(compareAuthors({ authors: [candidate] }, { authors: [wanted] })).toBe(relation);
});

test('any lists of names compare the same in both directions', () => {
  const lists = fc.array(fc.oneof(fc.string(), fc.constantFrom('Anna Ward', 'Ward', 'Reed, Tom')));

  fc.assert(
    fc.property(lists, lists, (a, b) => {
      const relation = compareAuthors({ authors: a }, { authors: b });

      expect(compareAuthors({ authors: b }, { authors: a })).toBe(relation);
    }),
  );
});
