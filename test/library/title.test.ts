import { expect, test } from 'vitest';
import { readTitle } from '../../src/library/read-title.ts';
import { foldTitle, titleForms } from '../../src/library/title.ts';

test.each([
  ['The Salt Road', 'salt road'],
  ['Salt Road, The', 'salt road'],
  ['Salt & Smoke', 'salt and smoke'],
  ['Sält and SMOKE!', 'salt and smoke'],
  ["The Lion's Hour", 'lions hour'],
  ['The Salt Road (Unabridged)', 'salt road'],
  ['The Salt Road [Audiobook]', 'salt road'],
  ['The Salt Road: A Novel', 'salt road'],
  ['The Salt Road - A Gaslamp Adventure', 'salt road'],
  ['The Salt Road (The Ember Saga #3)', 'salt road'],
  ['The Salt Road: Book Three of the Ember Saga', 'salt road'],
  ['(3) The Salt Road', 'salt road'],
  ['Remnant II', 'remnant 2'],
  ['Remnant VII: The Return', 'remnant 7 the return'],
  ['Player One', 'player 1'],
  ['The Thirty-Nine Doors', '39 doors'],
  ['Twenty Thousand Miles', '20000 miles'],
  ['20,000 Miles', '20000 miles'],
  ['Two Hundred Nights', '200 nights'],
  ['Bone King 05', 'bone king 5'],
  ['Bone King: Book 2', 'bone king 2'],
  ['Bone King, Vol. 2', 'bone king 2'],
  ['Bone King (Bone King, #2)', 'bone king 2'],
  ['Bone King 2 (Bone King, #2)', 'bone king 2'],
  ['Bone King (Bone King, #1)', 'bone king'],
  ['Wind and Rain (Part 3 of 5)', 'wind and rain part 3 of 5'],
])('folds the title %j to %j', (title, folded) => {
  expect(foldTitle(title)).toBe(folded);
});

test.each([
  ['1984', '1984'],
  ['2', '2'],
  ['V', 'v'],
  ['The', 'the'],
  ['Book 2', 'book 2'],
  ['Unabridged', 'unabridged'],
  ['A Novel', 'novel'],
])('leaves something of a title that looks like noise: %j', (title, folded) => {
  expect(foldTitle(title)).toBe(folded);
});

test.each(['', '  ', '?!', '—', '()', '™'])('leaves nothing of %j', (title) => {
  expect(foldTitle(title)).toBe('');
  expect(titleForms(title)).toEqual([]);
});

test.each([
  ['The Salt Road (The Ember Saga #3)', 'the ember saga', 3, 3],
  ['The Salt Road (Ember, Book 2.5)', 'ember', 2.5, 2.5],
  ['Salt and Smoke (Ember #1-2)', 'ember', 1, 2],
  ['The Salt Road: Book Two of the Ember Saga', 'the ember saga', 2, 2],
  ['Bone King, Book IV', null, 4, 4],
])('finds the place in the series in %j', (title, name, from, to) => {
  expect(readTitle(title).places).toMatchObject([{ name, position: { from, to } }]);
});

test.each(['1984', 'Bone King 5', 'Catch-22', 'The Jungle Book', 'Wind and Rain (Part 3 of 5)'])(
  'finds no place in the series in %j',
  (title) => {
    expect(readTitle(title).places).toEqual([]);
  },
);

test.each([
  ['Remnant 1', ['remnant 1', 'remnant']],
  ['Remnant I', ['remnant 1', 'remnant']],
  ['The Chosen One', ['chosen 1']],
  ['Remnant 2', ['remnant 2']],
  ['Wind and Rain, Part 1', ['wind and rain part 1']],
])('finds %j under %j', (title, forms) => {
  expect(titleForms(title)).toEqual(forms);
});

test('leaves out what is probably a series, unless a single word would be left', () => {
  expect(foldTitle('The Salt Road: Ember, Book 3')).toBe('salt road');
  expect(foldTitle('Salt: Ember, Book 3')).toBe('salt ember');
});
