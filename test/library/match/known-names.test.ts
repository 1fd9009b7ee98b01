import { expect, test } from 'vitest';
import { sameWork } from '../../../src/library/match.ts';

const salt = { title: 'The Salt Road', series: [] };

function isSame(wanted: string, author: string, title: string, otherAuthor = author): boolean {
  const key = (text: string, name: string) => ({ title: text, authors: [name], series: [] });
  return sameWork(key(wanted, author), key(title, otherAuthor)).same;
}

test('a book is known by its other title, if the author is the same', () => {
  expect(isSame('Northern Lights', 'Philip Pullman', 'The Golden Compass')).toBe(true);
  expect(isSame('Northern Lights', 'Philip Pullman', 'The Golden Compass', 'Paul Harrison')).toBe(
    false,
  );
});

test.each([
  ['Robert Galbraith', 'J. K. Rowling'],
  ['James S. A. Corey', 'Ty Franck'],
  ['Ursula K. Le Guin', 'Ursula LeGuin'],
  ['Fyodor Dostoevsky', 'Fiodor Dostoïevski'],
])('%s is %s', (name, other) => {
  expect(sameWork({ ...salt, authors: [name] }, { ...salt, authors: [other] }).same).toBe(true);
});

test('a pen name makes nobody else of a writer', () => {
  const [one, other] = ['Ed McBain', 'Agatha Christie'];

  expect(sameWork({ ...salt, authors: [one] }, { ...salt, authors: [other] }).same).toBe(false);
});

test('the same title at another number of its series is asked about, a piece of it is not', () => {
  const at = (position: string) => ({
    ...salt,
    authors: ['Anna Ward'],
    series: [{ name: 'Ember', position }],
  });

  expect(sameWork(at('2'), at('4'))).toMatchObject({ same: false, unsure: true });
  expect(sameWork(at('2'), at('2.1'))).toMatchObject({ same: false, unsure: false });
});

test.each([
  '2. Ember',
  '[2] Ember',
  '02 - Ember',
  'Ember 1.5',
  'Ember: Book 2 of 7',
  'Ember 1, 2 & 3',
])('%j is not the first of Ember', (title) => {
  const first = {
    title: 'Ember',
    authors: ['Anna Ward'],
    series: [{ name: 'Ember', position: '1' }],
  };

  expect(sameWork(first, { title, authors: ['Anna Ward'], series: [] }).same).toBe(false);
});
