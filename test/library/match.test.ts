import { expect, test } from 'vitest';
import { sameWork, type WorkKey } from '../../src/library/match.ts';

const author = 'Anna Ward';

function work(title: string, series: [string, string | null][] = [], authors = [author]): WorkKey {
  return { title, authors, series: series.map(([name, position]) => ({ name, position })) };
}

test.each<[string, WorkKey, WorkKey]>([
  ['the same title', work('The Salt Road'), work('The Salt Road')],
  ['a subtitle', work('Salt'), work('Salt: A Short History of Trade')],
  ['a series in brackets', work('The Salt Road', [['Ember', '3']]), work('Salt Road (Ember #3)')],
  ['a series before', work('The Salt Road', [['Ember', '3']]), work('Ember: The Salt Road')],
  [
    'one series of several',
    work('Salt', [
      ['Ember', '9'],
      ['Tawny', '3'],
    ]),
    work('Salt', [['Tawny Saga', '3']]),
  ],
  ['no common series', work('Salt', [['Ember', '9']]), work('Salt', [['Tawny', '3']])],
  ['no series on one side', work('The Salt Road', [['Ember', '3']]), work('The Salt Road')],
  [
    'two subtitles at one place',
    work('Salt: The Road', [['Ember', '3']]),
    work('Salt: Ember, Book 3', [['Ember', '3']]),
  ],
  ['a first volume with number', work('Bone King'), work('Bone King 1')],
  ['one omnibus', work('Ember', [['Ember', '1-3']]), work('Ember', [['Ember', '1, 2, 3']])],
  [
    'a shared author',
    work('Salt', [], ['Tom Reed', author]),
    work('Salt', [], ['Ward, Anna', 'X']),
  ],
  ['a number as title', work('1984'), work('1984 (Unabridged)')],
  ['an article at the end', work('Der Schwarm'), work('Schwarm, Der - Thriller (ungekürzt)')],
  ['an article in brackets', work("L'Étranger"), work("Etranger (L')")],
  ['no article', work('Die Schachnovelle'), work('Schachnovelle')],
  ['a sign that looks like a colon', work('The Salt Road'), work('The Salt Road꞉ A Novel')],
  ['pictures', work('The Salt Road'), work('🎧 The Salt Road (A Novel) 📚 now a movie!')],
  ['a title written twice', work('The Salt Road'), work('The Salt Road The Salt Road')],
  ['the letters of another language', work('Salt Road'), work('Salt Road / Соляной путь')],
  ['its reader behind a slash', work('The Salt Road'), work('The Salt Road / Tom Reed')],
  ['labels at the end', work('The Salt Road'), work('The Salt Road Retail 12 CDs 300MB')],
  ['&', work('Salz und Brot'), work('Salz & Brot')],
  ['a name like a degree', work('Salt', [], ['Jack Ma']), work('Salt', [], ['Ma, Jack'])],
  [
    'a name like a house',
    work('Salt', [], ['Gilly Macmillan']),
    work('Salt', [], ['G. Macmillan']),
  ],
  ['a measure that is none', work('Warhammer 40k'), work('Warhammer 40k (Unabridged)')],
  ['degrees', work('Salt Road', [], ['Mary Holt']), work('Salt Road', [], ['Dame Mary Holt DBE'])],
  [
    'family names',
    work('Relic', [['Ember', '1']], ['Tom Reed', 'Anna Holt']),
    work('Relic', [['Ember', '1']], ['Reed & Holt']),
  ],
  [
    'the reader where the author stands in the title',
    work('The Salt Road', [['Ember', '3']]),
    work('Anna Ward - Ember 03 - The Salt Road', [['Ember', '3']], ['Tom Reed']),
  ],
])('takes for one work: %s', (_, wanted, candidate) => {
  expect(sameWork(wanted, candidate)).toEqual({
    same: true,
    covers: false,
    unsure: false,
    reasons: [],
  });
  expect(sameWork(candidate, wanted).same).toBe(true);
});

test.each<[string, WorkKey, WorkKey, string[]]>([
  ['another author', work('Salt'), work('Salt', [], ['Tom Reed']), ['other-work']],
  ['an unknown author', work('Salt'), work('Salt', [], []), ['unsure-work']],
  ['a publisher', work('Salt'), work('Salt', [], ['Ember Audio']), ['unsure-work']],
  ['a book about it', work('Salt'), work("Anna Ward's Salt", [], ['Tom Reed']), ['other-work']],
  [
    'a book made of it',
    work('The Salt Road'),
    work('The Salt Road', [], ['Tom Reed (after Anna Ward)']),
    ['other-work'],
  ],
  [
    'the same season of another series',
    work('Ember: Season Two', [['Ember', '2']]),
    work('Tawny: Season Two', [['Tawny', '2']]),
    ['unsure-work'],
  ],
  ['another title', work('Salt'), work('Smoke'), ['other-work']],
  ['a part of a title', work('It'), work('It Rains'), ['other-work']],
  ['another volume', work('Bone King'), work('Bone King 2'), ['other-work']],
  [
    'another place',
    work('Salt', [['Ember', '1']]),
    work('Salt', [['Ember', '2']]),
    ['other-position'],
  ],
  [
    'another place in the title',
    work('Salt', [['Ember', '1']]),
    work('Salt (Ember #2)'),
    ['other-position'],
  ],
  [
    'a part of the book',
    work('Salt', [['Ember', '1']]),
    work('Salt', [['Ember', '1p2']]),
    ['other-position'],
  ],
  ['a part by its title', work('Salt'), work('Salt (Part 1 of 3)'), ['other-work']],
  [
    'a later volume under the first name',
    work('Salt'),
    work('Salt: The Return', [['Ember', '6']]),
    ['other-work'],
  ],
  [
    'a series name only',
    work('Ember', [['Ember', null]]),
    work('Ember: The Salt Road'),
    ['unsure-work'],
  ],
  [
    'bare volume numbers of two series',
    work('Ember: Book One', [['Ember', '1']]),
    work('Tawny: Book One', [['Tawny', '1']]),
    ['other-work'],
  ],
  ['another number as title', work('1984'), work('1985'), ['other-work']],
  ['a short number with more', work('2'), work('2: The Return'), ['other-work']],
  ['titles without words', work('?!'), work('?!'), ['other-work']],
])('tells apart: %s', (_, wanted, candidate, rules) => {
  const match = sameWork(wanted, candidate);

  expect(match.same).toBe(false);
  expect(match.reasons.map(({ rule }) => rule)).toEqual(rules);
});

test('an omnibus covers the book and is not the book', () => {
  const wanted = work('The Salt Road', [['The Ember Saga', '2']]);

  const match = sameWork(wanted, work('Ember Omnibus', [['Ember', '1-3']]));

  const reasons = [{ rule: 'omnibus', got: 'ember 1-3', want: 'ember 2' }];
  expect(match).toEqual({ same: false, covers: true, unsure: false, reasons });
});

test('an omnibus that has a place of its own in another series is still an omnibus', () => {
  const places: [string, string][] = [
    ['Tawny', '1'],
    ['Ember', '1-3'],
  ];

  const match = sameWork(
    work('Salt', [
      ['Tawny', '1'],
      ['Ember', '1'],
    ]),
    work('Salt', places),
  );

  expect(match).toMatchObject({ same: false, covers: true });
});

test('an omnibus of other books covers nothing', () => {
  const match = sameWork(work('Salt', [['Ember', '5']]), work('Ember', [['Ember', '1-3']]));

  expect(match).toMatchObject({ same: false, covers: false });
});

test('an omnibus by somebody else covers nothing', () => {
  const wanted = work('Salt', [['Ember', '2']]);

  const match = sameWork(wanted, work('Ember', [['Ember', '1-3']], ['Tom Reed']));

  expect(match).toMatchObject({ same: false, covers: false });
});
