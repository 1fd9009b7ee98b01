import { expect, test } from 'vitest';
import { booksNamed, type NamedBook } from '../../src/library/name-match.ts';

const book = (
  id: number,
  title: string,
  author: string,
  place: string | null = null,
): NamedBook => {
  const [series = null, position = null] = place?.split('#') ?? [];
  return { id, title, author, series, position };
};
const books = [
  book(1, 'The Mysterious Island', 'Jules Verne', 'Captain Nemo#2'),
  book(2, 'Twenty Thousand Leagues Under the Sea', 'Jules Verne', 'Captain Nemo#1'),
  book(3, 'Emma', 'Jane Austen'),
  book(4, 'The Warlord of Mars', 'Edgar Rice Burroughs', 'Barsoom#3'),
  book(5, 'Ozma of Oz', 'L. Frank Baum', 'Oz#3'),
];
const idsFor = (...names: string[]) => booksNamed(names, books).map((match) => match.book.id);

test.each([
  ['Jules Verne - The Mysterious Island (Unabridged)', [1]],
  ['jules.verne.captain.nemo.02.the_mysterious_island.[m4b]', [1]],
  ['The Mysterious Island.m4b', [1]],
  ['Captain Nemo 02 - MP3 64k', [1]],
  ['20,000 Leagues Under the Sea', [2]],
  ['Barsoom 3', [4]],
  ['03 - Ozma of Oz {Nora Vance}', [5]],
  ['Emma', []],
  ['Jane Austen - Emma', [3]],
  ['Jules Verne Collection', []],
  ['Holiday pictures', []],
  ['', []],
])('"%s" may be %j', (name, expected) => {
  expect(idsFor(name)).toEqual(expected);
});

test('the likeliest comes first and says why', () => {
  const matches = booksNamed(['Jules Verne', '01 - Captain Nemo - The Mysterious Island'], books);

  expect(matches.map((match) => [match.book.id, match.reasons])).toEqual([
    [1, ['title', 'author']],
    [2, ['author', 'series and number']],
  ]);
});
