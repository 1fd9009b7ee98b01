import { expect, test } from 'vitest';
import { sameWork } from '../../../src/library/match.ts';
import { work } from './works.ts';

const salt = work('The Salt Road', 'Kurt Tawny #3', { narrators: ['Tom Reed'] });

test.each([
  'Tawny 3 The Salt Road',
  'Tawny 03 The Salt Road: A Novel of the North',
  'Kurt Tawny [03] The Salt Road',
  'Anna Ward - Old Kingdoms - Kurt Tawny 3 - The Salt Road',
  'Anna Ward - Inspector Brand 3 - The Salt Road [Ellen Moor]',
  'Anna Ward The Salt Road [Tawny 3] Tom Reed',
  'Anna Ward - KT03 - The Salt Road (unabridged)',
  'The Salt Road (Unabridged) Ellen Moor',
  'The Salt Road [Ellen Moor, Naxos Audio]',
  "The Salt Road (Ida's Story)",
  '03 The Salt Road',
])('a title with nothing but known things around it is the book: %s', (title) => {
  expect(sameWork(salt, work(title)).same).toBe(true);
});

test.each([
  'Tawny 4 The Salt Road',
  'Tawny 3 The Salt Road (Play)',
  'Tawny 3 The Salt Road, Part 1',
  'Tawny 3 The Salt Road and The Fires',
  'Kurt Tawny 3 - The Fires of Ember',
  'Anna Ward - Tawny 3',
])('a title that says anything else is not: %s', (title) => {
  expect(sameWork(salt, work(title)).same).toBe(false);
});

const habits = work('Salt Habits: An Easy Way to Build a Good Life');

test.each([
  'Salt Habits: Tiny Changes, Remarkable Results',
  'Salt Habits: How to Change Everything',
  'Salt Habits',
  'Anna Ward - Salt Habits (Updated Edition)',
])('a book of no series keeps its name under another subtitle: %s', (title) => {
  expect(sameWork(habits, work(title)).same).toBe(true);
});

test.each(['Salt Habits: The Workbook', 'Salt Habits: Your Journal', 'Salt Habits: Volume 2'])(
  'a subtitle that names another text is another book: %s',
  (title) => {
    expect(sameWork(habits, work(title)).same).toBe(false);
  },
);

test('the number behind a subtitle that says nothing counts', () => {
  const first = work('Salt Hunter', 'Salt Hunter #1');

  expect(sameWork(first, work('Salt Hunter: A LitRPG Adventure, Book 1')).same).toBe(true);
  expect(sameWork(first, work('Salt Hunter: A LitRPG Adventure, Book 3')).same).toBe(false);
});

test.each([
  ['Jim Grant (Anna Ward)', true],
  ['Anna Ward (writing as Ida Brand)', true],
  ['Ida Brand (Ellen Moor)', false],
])('a second name in brackets is the writer, too: %s', (name, isSame) => {
  const other = work('The Salt Road', 'Kurt Tawny #3', { authors: [name] });

  expect(sameWork(salt, other).same).toBe(isSame);
});
