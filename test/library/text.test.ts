import { expect, test } from 'vitest';
import { foldName, foldSeries, sameName } from '../../src/library/text.ts';

test.each([
  ['Le Guin, Ursula K.', 'ursula k le guin'],
  ['J. K. Harrow', 'jk harrow'],
  ['J.K. Harrow', 'jk harrow'],
  ['JK Harrow', 'jk harrow'],
  ['Ward, Anna', 'anna ward'],
  ['Tom Reed, Jr.', 'tom reed jr'],
  ['Émile Brontë', 'emile bronte'],
  ['Narrated by Søren Lund', 'soren lund'],
  ["Siobhán O'Neil (reader)", 'siobhan oneil'],
  ['芥川 龍之介', '芥川 龍之介'],
  ['Ward,\u00a0Anna', 'anna ward'],
  ['\u200fAnna\u200b Ward', 'anna ward'],
  ['O&#039;Neil, Siobhan', 'siobhan oneil'],
  ['…', ''],
])('folds the name %j to %j', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

test.each([
  ['Iain M. Moor', 'Iain Moor'],
  ['J. R. R. Holt', 'John Robert Richard Holt'],
  ['JRR Holt', 'J.R.R. Holt'],
  ['L. M. Hill', 'Lucy Maud Hill'],
  ['Hill, L. M.', 'Lucy Maud Hill'],
  ['Lucy Hill', 'Lucy Maud Hill'],
  ['Liu Cixin', 'Cixin Liu'],
  ['Ursula LeGuin', 'Ursula Le Guin'],
  ['U.K. LeGuin', 'Ursula K. Le Guin'],
  ['Tom Reed', 'Tom Reed, Jr.'],
  ['Dr. Tom Reed', 'Tom Reed'],
  ['Leo Tolstoi', 'Leo Tolstoy'],
])('takes %j and %j for one person', (a, b) => {
  expect(sameName(a, b)).toBe(true);
  expect(sameName(b, a)).toBe(true);
});

test.each([
  ['Brian Moor', 'Frank Moor'],
  ['A. M. Hill', 'Lucy Maud Hill'],
  ['Ed Holt', 'Edgar Dunn Holt'],
  ['Anna Ward', 'Anna Reed'],
  ['John Adam Holt', 'John Brian Holt'],
  ['Tom Reed Sr.', 'Tom Reed Jr.'],
  ['Ward', 'Anna Ward'],
  ['', ''],
  ['?', '!'],
])('takes %j and %j for two', (a, b) => {
  expect(sameName(a, b)).toBe(false);
});

test.each([
  ['The Ember Saga', 'Ember'],
  ['Ember Chronicles', 'The Ember Chronicle'],
  ['Ember & Ash series', 'Ember and Ash'],
  ['The Father Moor Mysteries', 'Father Moor'],
])('takes %j and %j for one series', (a, b) => {
  expect(foldSeries(a)).toBe(foldSeries(b));
});

test('keeps a series name that consists of such a word', () => {
  expect(foldSeries('The Chronicles')).toBe('chronicles');
});
