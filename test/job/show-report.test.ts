import { expect, test } from 'vitest';
import { reportItems } from '../../src/job/show-report.ts';

const textOf = (value: unknown) => reportItems({ new_books: value })[0]?.text;

test.each<[unknown, string]>([
  [1234, 'new books: 1,234'],
  ['none yet', 'new books: none yet'],
  [true, 'new books: yes'],
  [false, 'new books: no'],
  [null, 'new books: unknown'],
  [[], 'new books: none'],
  [{}, 'new books: none'],
  [['Emma', 'Persuasion'], 'new books: Emma; Persuasion'],
  [{ not_found: 2, free: null }, 'new books: not found 2, free unknown'],
  [[{ title: 'Emma', id: 4 }], 'new books: title Emma, id 4'],
])('%j in a report is "%s"', (value, text) => {
  expect(textOf(value)).toBe(text);
});

test('a long list in a report says how much of it is left out', () => {
  expect(textOf([1, 2, 3, 4, 5, 6, 7])).toBe('new books: 1; 2; 3; 4; 5; … and 2 more');
});
