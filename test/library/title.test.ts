import { expect, test } from 'vitest';
import { foldTitle, titleForms, titleSeries } from '../../src/library/title.ts';

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
  expect(titleForms(title)).toEqual({ whole: [], head: null });
});

test.each([
  ['The Salt Road (The Ember Saga #3)', 'the ember saga', 3, 3],
  ['The Salt Road (Ember, Book 2.5)', 'ember', 2.5, 2.5],
  ['Salt and Smoke (Ember #1-2)', 'ember', 1, 2],
  ['The Salt Road: Book Two of the Ember Saga', 'the ember saga', 2, 2],
  ['Bone King, Book IV', null, 4, 4],
])('finds the place in the series in %j', (title, name, from, to) => {
  expect(titleSeries(title)).toEqual({ name, position: { from, to } });
});

test.each(['1984', 'Bone King 5', 'Catch-22', 'The Jungle Book', 'Wind and Rain (Part 3 of 5)'])(
  'finds no place in the series in %j',
  (title) => {
    expect(titleSeries(title)).toBeNull();
  },
);

test('keeps what stands before a subtitle as a weaker form', () => {
  const forms = titleForms('Salt: A Short History');

  expect(forms).toEqual({ whole: ['salt a short history'], head: 'salt' });
});

test('takes the name of the series out of a title instead of the title out of the series', () => {
  const forms = titleForms('Ember: The Salt Road', ['The Ember Saga']);

  expect(forms).toEqual({ whole: ['ember the salt road', 'salt road'], head: null });
});

test('does not take a bare volume number for a title', () => {
  const forms = titleForms('The Good Smiths: Book One', ['The Good Smiths']);

  expect(forms.whole).toEqual(['good smiths 1', 'good smiths']);
});

test('gives a piece of a book no form without the piece', () => {
  expect(titleForms('Wind and Rain: Part Two').head).toBeNull();
});
