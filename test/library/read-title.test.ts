import { expect, test } from 'vitest';
import { peopleNamed } from '../../src/library/title-people.ts';
import { type Known, readTitle } from '../../src/library/read-title.ts';

const known: Known = {
  series: new Set(['ember', 'lands ash']),
  people: peopleNamed(['Anna Ward', 'Tom Reed']),
  numbers: new Set(),
};

function texts(title: string, names?: Known) {
  return readTitle(title, names).parts.map(({ text, from }) =>
    from === 'title' ? text : `${from}: ${text}`,
  );
}

test.each<[string, string[]]>([
  ['The Salt Road', ['the salt road']],
  ['Salt: A Short History', ['salt', 'a short history']],
  ['Salt - A Novel', ['salt']],
  ['Salt (Unabridged) [M4B 64kbps]', ['salt']],
  ['Salt: Ember, Book 3', ['salt', 'series: ember']],
  ['Salt (Tom Reed)', ['salt']],
  ['Salt (Penguin Classics)', ['salt']],
  ['Salt (Red Harbour)', ['salt', 'bracket: red harbour']],
  ['Old Salt Book 3 - The Road', ['the road']],
  ['Old Salt, Book 3', ['old salt']],
  ['4:50 to Salt', ['4:50 to salt']],
  ['Wind and Rain (Part 3 of 5)', ['wind and rain', 'bracket: part 3 of 5']],
  ['Book 2', ['book 2']],
])('takes %j apart', (title, parts) => {
  expect(texts(title)).toEqual(parts);
});

test.each<[string, string[]]>([
  ['Ember: The Salt Road', ['the salt road']],
  ['Ember 3: The Salt Road', ['the salt road']],
  ['Lands: Ash 3 - The Salt Road', ['the salt road']],
  ['The Salt Road Ember 3', ['salt road']],
  ['Anna Ward - The Salt Road', ['the salt road']],
  ['The Salt Road by Anna Ward and Tom Reed', ['the salt road']],
  ['The Salt Road (Reed)', ['the salt road']],
  ['Ember 3', []],
])('recognises what is known in %j', (title, parts) => {
  expect(texts(title, known)).toEqual(parts);
});

test('notes places, series, persons and other titles', () => {
  const reading = readTitle(
    'Ember 3: The Salt Road (aka Smoke) (read by Lucy Hill) (Ash #2)',
    known,
  );

  expect(reading).toMatchObject({
    places: [
      { name: 'ember', position: { from: 3, to: 3 } },
      { name: 'ash', position: { from: 2, to: 2 }, isAside: true },
    ],
    names: ['ember'],
    people: ['lucy hill'],
    aliases: ['smoke'],
  });
});
