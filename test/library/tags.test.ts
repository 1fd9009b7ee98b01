import { expect, test } from 'vitest';
import {
  isCollectionByTags,
  isOtherTextByTags,
  isPlayByTags,
  languageByTags,
} from '../../src/library/tags.ts';

test.each([
  'Thriller, summary, 20 minutes',
  'podcast',
  'Part 1 of 2',
  'Fantasy | only first half of the book',
  'disc 1-6 of 12',
  'Young Readers Edition',
  'retold for children',
  'excerpt',
])('%j is not the book itself', (tags) => {
  expect(isOtherTextByTags(tags)).toBe(true);
});

test.each([
  'Book 1 of 3',
  'with author interview',
  'includes sample of next book',
  'includes PDF companion',
  'part of a trilogy',
  'by part',
  '',
])('%j says nothing against the book', (tags) => {
  expect(isOtherTextByTags(tags)).toBe(false);
});

test('a play and several books are known by whole tags only', () => {
  expect(['Old Time Radio', 'theatre', 'adapted for radio'].map(isPlayByTags)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['theatre history', 'radio-quality'].map(isPlayByTags)).toEqual([false, false]);
  expect(
    ['Fantasy, complete series', 'Books 1-3', 'three novels in one'].map(isCollectionByTags),
  ).toEqual([true, true, true]);
  expect(['First book in the trilogy', 'complete'].map(isCollectionByTags)).toEqual([false, false]);
});

test.each([
  ['Thriller, French', 'fr'],
  ['in Dutch', 'nl'],
  ['lang:de', 'de'],
  ['English', null],
  ['translated from the German', null],
  ['German setting, WWII', null],
])('the tags %j name the language %s', (tags, language) => {
  expect(languageByTags(tags)).toBe(language);
});
