import { expect, test } from 'vitest';
import { sameWork, type WorkKey } from '../../../src/library/match.ts';
import { hours, work } from './works.ts';

/** The answers in both directions, which have to be alike. */
function both(wanted: WorkKey, candidate: WorkKey) {
  return [sameWork(wanted, candidate), sameWork(candidate, wanted)];
}

const same = { same: true, covers: false, unsure: false, reasons: [] };

const salt = work('The Salt Road', 'The Ember Saga #3');

test.each([
  'The Salt Road (The Ember Saga, #3)',
  'The Salt Road (Ember Saga Book 3)',
  'The Salt Road [Ember 03]',
  'The Salt Road (Ember #3; Tawny #1)',
  'The Salt Road (Ember Saga)',
  'The Salt Road: Ember, Book 3',
  'The Salt Road - The Ember Saga, Book 3 (Unabridged)',
  'The Salt Road: Book Three of the Ember Saga',
  'The Salt Road: The Third Book of the Ember Saga',
  'The Salt Road: The Ember Saga: Book Three',
  'The Salt Road: The Ember Saga #3',
  'The Salt Road: An Ember Novel',
  'The Salt Road: Stories from Ember',
  'The Salt Road, Book 3',
  'Ember: The Salt Road',
  'Ember 3: The Salt Road',
  'Ember III: The Salt Road',
  'Ember, Book 3: The Salt Road',
  'Ember #3: The Salt Road',
  'Ember 03 - The Salt Road',
  'Ember 03 The Salt Road',
  'The Salt Road Ember Book 3',
  'Ember - 03 - The Salt Road',
  'Anna Ward - Ember 03 - The Salt Road',
  'The Salt Road - Anna Ward',
  'The Salt Road by Anna Ward',
  '03 - The Salt Road',
  '3 The Salt Road',
  '(3) The Salt Road (Unabridged)',
  'Salt Road, The',
  'THE SALT ROAD [M4B 128kbps]',
  'The Salt Road: A Novel',
  'The Salt Road: An Epic Fantasy Adventure',
  'The Salt Road: The Sunday Times Bestseller',
  'The Salt Road (10th Anniversary Edition)',
  'The Salt Road Tenth Anniversary Edition',
  'The Salt Road (Movie Tie-In)',
  'The Salt Road: Reed & Moor Translation',
  'The Salt Road: Updated for the Next Generation',
  "The Salt Road: Author's Preferred Text",
  'The Salt-Road',
  'The Saltroad',
  'The Salt\u200b Road',
  '\u202bThe\u00a0Salt Road\u202c',
  'The Salt Road (aka Smoke and Ash)',
  'Smoke and Ash (aka The Salt Road)',
])('knows the third book of a series under %j', (title) => {
  expect(both(salt, work(title))).toEqual([same, same]);
  expect(both(salt, work(title, 'Ember #3'))).toEqual([same, same]);
});

test.each([
  ['Ember 3', ''],
  ['Ember III', ''],
  ['Ember, Book 3', ''],
  ['Ember, Vol. 3', 'Ember #3'],
  ['The Ember Saga: Book Three', ''],
  ['Ember', 'Ember #3'],
])('knows a book that is called by its series and number: %j', (title, places) => {
  expect(both(work('Ember 3', 'Ember #3'), work(title, places))).toEqual([same, same]);
});

test.each<[string, string, string]>([
  ['numbers in words', 'Nineteen Eighty-Four', '1984'],
  ['a number in two words', 'Catch Twenty-Two', 'Catch-22'],
  ['thousands', 'Twenty Thousand Miles', '20,000 Miles'],
  ['a hundred and more', 'One Hundred and One Nights', '101 Nights'],
  ['a fraction', 'The 7½ Doors', 'The Seven and a Half Doors'],
  ['ordinals', 'The Fifth Door', 'The 5th Door'],
  ['roman numbers', 'Henry IV', 'Henry 4'],
  ['a date', '11/22/63', '11.22.63'],
  ['British spelling', 'The Colour of Grey Armour', 'The Color of Gray Armor'],
  ['shortened words', 'Dr. Moor vs. Mr. Hill', 'Doctor Moor versus Mister Hill'],
  ['entities', 'Salt &amp;amp; Smoke', 'Salt & Smoke'],
  ['apostrophes', 'The Lion’s Hour', 'The Lions Hour'],
  ['accents taken apart', 'Les Mise\u0301rables', 'Les Misérables'],
  ['an inner article', 'Song of the Salt and Ember', 'Song of Salt and Ember'],
  ['an "or" title', 'Salt; or, The Last Road', 'Salt'],
  ['a memoir', 'Schooled', 'Schooled: A Memoir'],
  ['an explaining subtitle', 'Salt', 'Salt: A Short History of Trade'],
  ['a long subtitle', 'Salt', 'Salt: The White Mineral That Moved the Whole World'],
  [
    'subtitles in other words',
    'Salt: A Short History of Trade',
    'Salt: A Short History of All Trade',
  ],
  ['a franchise before', 'Star Realms: The Last Command', 'The Last Command'],
  ['parts in another order', 'Ember: The Salt Road', 'The Salt Road: Ember'],
  ['a first volume without its number', 'Remnant', 'Remnant I'],
  [
    'what a long title of no series explains',
    'How Salt Made Friends',
    'How Salt Made Friends: Powerful Lessons in Personal Change',
  ],
  ['a title that sounds like a guide', 'A Guide to the Salt Life', 'Guide to the Salt Life, A'],
  ['what the book holds', 'Salt Sellers', 'Salt Sellers: Nine Stories'],
  ['the title in the letters it was written in', 'The Salt Road', 'The Salt Road (Соляной путь)'],
])('takes for one work: %s', (_, wanted, candidate) => {
  expect(both(work(wanted), work(candidate))).toEqual([same, same]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['initials', ['J. R. R. Holt'], ['John Robert Richard Holt']],
  ['a missing middle name', ['Ursula K. Hill'], ['Ursula Hill']],
  ['the family name first', ['Cixin Moor'], ['Moor Cixin']],
  ['a comma', ['Le Moor, Ursula K.'], ['Ursula K. Le Moor']],
  ['one word for two', ['Ursula LeMoor'], ['Ursula Le Moor']],
  ['Jr.', ['Walter Miller'], ['Walter Miller, Jr.']],
  ['a title', ['Sir Terry Reed'], ['Terry Reed']],
  ['Russian letters', ['Fyodor Dostoyevsky'], ['Fyodor Dostoevskii']],
  ['two in one field', ['Tom Reed & Anna Ward'], ['Anna Ward']],
  ['a translator beside', ['Anna Ward'], ['Anna Ward', 'Tom Reed - translator']],
  ['an editor', ['Anna Ward'], ['Anna Ward (editor)']],
  ['a pen name beside the name', ['H0st'], ['Tom Reed', 'H0st']],
])('knows an author with %s', (_, wanted, candidate) => {
  expect(
    both(work('Salt', '', { authors: wanted }), work('Salt', '', { authors: candidate })),
  ).toEqual([same, same]);
});

test('a title may name the author where the field is empty', () => {
  expect(both(salt, work('Anna Ward - The Salt Road', '', { authors: [] }))).toEqual([same, same]);
});

test.each<[string, WorkKey, WorkKey]>([
  [
    'another title with the same ASIN',
    work('The Salt Stone', 'Ember #1', { asin: 'B0EXAMPLE1' }),
    work('The Philosopher of Salt', 'Ember #1', { asin: 'b0example1' }),
  ],
  [
    'a pen name with the same ASIN',
    work('The Salt Road', '', { asin: 'B0EXAMPLE1' }),
    work('The Salt Road', '', { asin: 'B0EXAMPLE1', authors: ['Tom Reed'] }),
  ],
  [
    'another title at the same place, equally long',
    work('The Salt Stone', 'Ember #1', { durationSeconds: hours(8.3) }),
    work('The Philosopher of Salt', 'Ember #1', { durationSeconds: hours(8.4) }),
  ],
  [
    'two wrong letters at the same place',
    work('The Apprentice of Saltmarsh', 'Ember #1'),
    work('The Aprentice of Saltmrash', 'Ember #1'),
  ],
  [
    'a wrong letter in the author at the same place',
    work('Salt', 'Ember #1', { authors: ['Anna Wardington'] }),
    work('Salt', 'Ember #1', { authors: ['Anna Wardinton'] }),
  ],
  [
    'a family name alone at the same place',
    work('Salt', 'Ember #1'),
    work('Salt', 'Ember #1', { authors: ['Ward'] }),
  ],
  [
    'any subtitle at the same place',
    work('Salt', 'Ember #2'),
    work('Salt: The Return', 'Ember #2'),
  ],
  [
    'a book called by its series at the first place, with the same ASIN',
    work('Ember', 'Ember #1', { asin: 'B0EXAMPLE1' }),
    work('Ember: The Salt Road', 'Ember #1', { asin: 'B0EXAMPLE1' }),
  ],
  [
    'the number of a wider series in the title',
    work('Salt', 'Ember #3; Realm #9'),
    work('Salt, Book 9', 'Ember #3'),
  ],
  [
    'a narrower name of the series',
    work('Salt: A Long Road', 'Forgotten Lands: Ember #3'),
    work('Salt', 'Ember #3'),
  ],
  [
    'an abridged recording, which is short',
    work('Salt', '', { durationSeconds: hours(20) }),
    work('Salt', '', { durationSeconds: hours(6), isAbridged: true }),
  ],
])('goes by the evidence: %s', (_, wanted, candidate) => {
  expect(both(wanted, candidate)).toEqual([same, same]);
});

test('knows the first letters of a series, with or without a mark behind them', () => {
  const ash = work('The Salt Road', 'The Lands of Ash #1');

  expect(both(ash, work('TLA 1 - The Salt Road'))).toEqual([same, same]);
  expect(both(ash, work('TLOA 1 The Salt Road'))).toEqual([same, same]);
});
