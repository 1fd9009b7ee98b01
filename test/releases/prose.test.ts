import { expect, test } from 'vitest';
import {
  isAboutByProse,
  isAbridgedByProse,
  isCastByProse,
  isCollectionByProse,
  isPlayByProse,
} from '../../src/releases/prose.ts';

test.each([
  'PLEASE NOTE: This is an unofficial summary and analysis.',
  'A study guide to the novel.',
  'Part 1 of 2',
  'Retold for children by Tom Reed.',
  'First half only (up to chapter 11).',
  'Aquí va la primera mitad; la segunda la subo mañana.',
  'Chapters 41 to the end are still missing, sorry.',
])('%j says that it is not the book', (line) => {
  expect(isAboutByProse(line)).toBe(true);
});

test.each([
  'Summary: a woman shoots her husband.',
  "A companion to the author's earlier novel.",
  'Review: "A masterpiece"',
  'Part thriller, part romance.',
  'The first half of the century seen by a salt trader.',
  'Includes a sample of the next book.',
])('%j tells of the book itself', (line) => {
  expect(isAboutByProse(line)).toBe(false);
});

test('a play says so where its description begins, a book only mentions one', () => {
  expect(isPlayByProse('A BBC Radio 4 full-cast dramatisation of the novel.')).toBe(true);
  expect(isPlayByProse('Dramatized by Tom Reed.')).toBe(true);
  expect(isPlayByProse('Now adapted as a BBC dramatisation!')).toBe(false);
});

test('an abridged recording and a set say so', () => {
  expect(isAbridgedByProse('This is an abridged recording.')).toBe(true);
  expect(isAbridgedByProse('An abridged history of salt')).toBe(false);
  expect(isCollectionByProse('This set contains books 1-3.')).toBe(true);
  expect(isCollectionByProse('Contains strong language.')).toBe(false);
});

test('a play, or a reading by many, is known by its roles and sounds', () => {
  expect(isCastByProse('Tom Reed as Wormwood, Anna Holt as Toadpipe.')).toBe(true);
  expect(isCastByProse('The Lion: Tom Reed. Narrator: Anna Holt.')).toBe(true);
  expect(isCastByProse('Tom Reed works as a trader in Ember.')).toBe(false);
});

test('a shortened text is told in many words', () => {
  expect(isAbridgedByProse('Shortened by the author, on four cassettes.')).toBe(true);
  expect(isAbridgedByProse('Autorisierte, gekürzte Lesefassung')).toBe(true);
  expect(isAbridgedByProse('Ungekürzte Lesung')).toBe(false);
  expect(isAbridgedByProse('His life was shortened by war.')).toBe(false);
});
