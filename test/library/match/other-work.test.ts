import { expect, test } from 'vitest';
import { sameWork, type WorkKey } from '../../../src/library/match.ts';
import { hours, work } from './works.ts';

test.each<[string, WorkKey, WorkKey, string]>([
  ['a sequel of the same name', work('Salt'), work('Salt 2'), 'other-work'],
  ['a sequel in words', work('Player One'), work('Player Two'), 'other-work'],
  ['a word that looks like a number', work('The Chosen'), work('The Chosen One'), 'other-work'],
  ['a tenth and a first volume', work('Salt 1'), work('Salt 10'), 'other-work'],
  ['a title within a title', work('Salt'), work('Salt and Empire'), 'other-work'],
  [
    'a title in the genitive',
    work('The Half-Made Duke'),
    work("The Half-Made Duke's Daughter"),
    'other-work',
  ],
  [
    'one letter in a short title',
    work('The Book of Light'),
    work('The Book of Night'),
    'other-work',
  ],
  ['another year', work('1984'), work('1985'), 'other-work'],
  [
    'another edition of a handbook',
    work('Salt: 2nd Edition'),
    work('Salt: 3rd Edition'),
    'other-work',
  ],
  [
    'two volumes of one name',
    work('Remnant', 'Remnant #1'),
    work('Remnant 3', 'Remnant #3'),
    'other-position',
  ],
  [
    'a later volume by its title alone',
    work('Remnant', 'Remnant #1'),
    work('Remnant III'),
    'other-position',
  ],
  [
    'a later volume of a series asked for by its name',
    work('Ember'),
    work('The Salt Road', 'Ember #2'),
    'other-work',
  ],
  ['two books of two series', work('Salt', 'Ember #1'), work('Smoke', 'Tawny #1'), 'other-work'],
  [
    'a novella between',
    work('Salt', 'Ember #1'),
    work('The Hope of Salt', 'Ember #1.5'),
    'other-position',
  ],
  ['a part by its place', work('Salt', 'Ember #1'), work('Salt', 'Ember #1p2'), 'other-position'],
  [
    'a part by its title, at the same place',
    work('Salt', 'Ember #1'),
    work('Salt (Part 2 of 3)', 'Ember #1'),
    'other-work',
  ],
  ['two parts', work('Salt, Part 1'), work('Salt, Part 2'), 'other-work'],
  [
    'a season of a play',
    work('Ember', 'Ember #1'),
    work('Ember: Season 1', 'Ember #1'),
    'other-work',
  ],
  ['a summary', work('The Salt Road'), work('Summary of The Salt Road'), 'companion'],
  ['a summary behind the title', work('Salt'), work('Salt: Summary & Analysis'), 'companion'],
  ['a study guide', work('Salt'), work('Salt (Study Guide)'), 'companion'],
  [
    'a guide to a book that sounds like one',
    work('The Salt Lecture'),
    work('The Salt Lecture: A Reading Guide'),
    'companion',
  ],
  ['a workbook', work('Salt Habits'), work('Salt Habits: Workbook'), 'companion'],
  ['a companion', work('Salt'), work('Salt: The Official TV Companion'), 'companion'],
  ['an excerpt', work('Salt'), work('Salt (Free Preview)'), 'excerpt'],
  ['a graphic novel', work('Salt'), work('Salt: The Graphic Novel'), 'adaptation'],
  ['a play', work('Salt'), work('Salt: The Play'), 'adaptation'],
  ['an edition for children', work('Salt'), work('Salt (Young Readers Edition)'), 'adaptation'],
  ['a comic by its series', work('Salt'), work('Salt', 'Ember: The Manga #1'), 'adaptation'],
  ['an edition in another language', work('Salt'), work('Salt (Spanish Edition)'), 'translation'],
  ['a box set', work('Salt'), work('Salt: The Complete Trilogy'), 'omnibus'],
  ['two books in one', work('Salt'), work('Salt / Smoke'), 'omnibus'],
  [
    'two books by their numbers',
    work('Salt', 'Ember #1'),
    work('Ember 1-2: Salt, Smoke'),
    'omnibus',
  ],
  ['a box set without its title', work('Salt', 'Ember #1'), work('Ember Box Set'), 'omnibus'],
])('tells apart: %s', (_, wanted, candidate, rule) => {
  const match = sameWork(wanted, candidate);

  expect(match).toMatchObject({ same: false, unsure: false });
  expect(match.reasons.map((reason) => reason.rule)).toContain(rule);
  expect(sameWork(candidate, wanted)).toMatchObject({ same: false, unsure: false });
});

test.each<[string, readonly string[]]>([
  ['another person', ['Tom Reed']],
  ['another person of the family', ['Brian Ward']],
  ['a longer given name', ['Annabel Ward']],
  ['somebody who only translated it', ['Tom Reed', 'Anna Ward (translator)']],
  ['somebody who only reads it', ['Tom Reed', 'narrated by Anna Ward']],
])('knows that %s wrote another book', (_, authors) => {
  const { same } = sameWork(work('The Salt Road'), work('The Salt Road', '', { authors }));

  expect(same).toBe(false);
});

test('a father and a son are two persons', () => {
  const [senior, junior] = ['Sr.', 'Jr.'].map((suffix) =>
    work('Salt', '', { authors: [`Tom Reed ${suffix}`] }),
  );

  expect(senior && junior && sameWork(senior, junior).same).toBe(false);
});

test.each<[string, WorkKey, boolean]>([
  ['a span that holds it', work('Ember', 'Ember #1-3'), true],
  ['a list that holds it', work('Ember Collection', 'Ember #1, 2, 3'), true],
  ['a span of others', work('Ember', 'Ember #4-6'), false],
  ['somebody else', work('Ember', 'Ember #1-3', { authors: ['Tom Reed'] }), false],
  ['nobody known', work('Ember', 'Ember #1-3', { authors: [] }), false],
])('an omnibus by %s covers the book: %s', (_, omnibus, covers) => {
  const match = sameWork(work('Salt', 'Ember #2'), omnibus);

  expect(match).toMatchObject({ same: false, covers });
});

test('a length is no reason against another title', () => {
  const wanted = work('Salt', '', { durationSeconds: hours(8) });

  expect(sameWork(wanted, work('Smoke', '', { durationSeconds: hours(8) })).same).toBe(false);
});
