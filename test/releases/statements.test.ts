import { expect, test } from 'vitest';
import {
  statesAbridged,
  statesCast,
  statesOtherText,
  statesPlay,
  statesSeveral,
} from '../../src/releases/statements.ts';

test.each([
  'Abridged.',
  'Read by Tom Reed. Abridged.',
  'Audio CD, abridged, 5 hours.',
  'This is not the complete text.',
  'Condensed from the novel.',
])('%j states that it is abridged', (line) => {
  expect(statesAbridged(line)).toBe(true);
});

test.each([
  'Unabridged.',
  'Abridged? No.',
  'Most editions are abridged. This one is not.',
  'Previously only available abridged.',
  'An abridged history of salt.',
  'A long story about an editor who has abridged the letters of half a nation.',
])('%j does not state that it is abridged', (line) => {
  expect(statesAbridged(line)).toBe(false);
});

test('a short sentence that calls it a play counts, a long one tells the story', () => {
  expect(statesPlay('A full-cast dramatisation.')).toBe(true);
  expect(statesPlay('Ein Hörspiel.')).toBe(true);
  expect(statesPlay('First broadcast on BBC Radio 4 in 1998.')).toBe(true);
  expect(
    statesPlay('The dramatization of his own life is what the old actor fears more than death.'),
  ).toBe(false);
  expect(statesCast('Cast: Tom Reed, Anna Holt.')).toBe(true);
  expect(statesCast('A cast of hundreds meets in Ember.')).toBe(false);
});

test('several books say so', () => {
  expect(statesSeveral('Contains all three novels.')).toBe(true);
  expect(statesSeveral('Books 1 to 3.')).toBe(true);
  expect(statesSeveral('Contains strong language.')).toBe(false);
});

test.each([
  'Part 1 of 2.',
  'Teil 1 von 2.',
  'Sample only.',
  'Missing the last chapter.',
  'A study guide to the novel.',
  'A parody.',
  'Young readers edition.',
  'This is the ebook.',
])('%j states that it is not the book itself', (line) => {
  expect(statesOtherText(line)).toBe(true);
});

test.each([
  'Summary',
  'Part of a great tradition.',
  'The first part of the trilogy.',
  'Includes a sample of the next book.',
  'Analysis of a murder is what she does best.',
])('%j says nothing against the book', (line) => {
  expect(statesOtherText(line)).toBe(false);
});
