import { expect, test } from 'vitest';
import { type LabelledCase, wrongClasses } from './case.ts';
import { heldCases } from './held/cases.ts';
import { readRows } from './judge.ts';
import { pairDecisions } from './pairs.ts';
import { tunedCases } from './tuned/cases.ts';
import { tunedChoices } from './tuned/choices.ts';
import { tunedPairs } from './tuned/pairs.ts';

const tuned = tunedCases();
const held = heldCases();
const choices = tunedChoices();

test('the generators say the same every time', { timeout: 90_000 }, () => {
  expect(tunedCases()).toEqual(tuned);
  expect(tunedChoices()).toEqual(choices);
  expect(tunedPairs()).toEqual(tunedPairs());
});

test('there are enough cases, and about half of the books can be had', () => {
  expect(tuned.length).toBeGreaterThanOrEqual(1500);
  expect(held.length).toBeGreaterThanOrEqual(500);
  expect(choices.length).toBeGreaterThanOrEqual(200);
  for (const cases of [tuned, held]) {
    const share = cases.filter(({ acceptable }) => acceptable.length > 0).length / cases.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  }
});

test('many ways to write are met, and the held part has others than the tuned one', () => {
  const tunedWays = new Set(tuned.flatMap(({ noise }) => noise));
  const heldWays = new Set(held.flatMap(({ noise }) => noise));
  const heldOnly = [...heldWays].filter((way) => !tunedWays.has(way));

  expect(tunedWays.size).toBeGreaterThanOrEqual(60);
  expect(heldOnly.length).toBeGreaterThanOrEqual(40);
});

test('no book is wanted in both parts', () => {
  const tunedBooks = new Set(tuned.map(bookOf));

  expect(held.map(bookOf).filter((book) => tunedBooks.has(book))).toEqual([]);
});

test.each([
  ['tuned', tuned],
  ['held', held],
  ['choices', choices],
])('every row of the %s part has one label, and every label a row that can be read', (_, cases) => {
  const ids = new Set(cases.map(({ id }) => id));
  const broken = cases.filter(({ rows, acceptable, wrong }) => {
    const labelled = [...acceptable, ...Object.keys(wrong).map(Number)].toSorted(ascending);
    const read = readRows(rows).map(({ id }) => id);
    return labelled.join() !== read.toSorted(ascending).join();
  });
  const classes = cases.flatMap(({ wrong }) => Object.values(wrong));

  expect(ids.size).toBe(cases.length);
  expect(broken.map(({ id }) => id)).toEqual([]);
  expect(classes.filter((one) => !wrongClasses.includes(one))).toEqual([]);
});

test('the best release of a choice is an acceptable one', () => {
  expect(choices.filter(({ acceptable, best }) => !acceptable.includes(best))).toEqual([]);
});

test('owned books and entries are labelled in all three ways', () => {
  const pairs = tunedPairs();

  expect(pairs.length).toBeGreaterThanOrEqual(300);
  for (const label of pairDecisions) {
    expect(pairs.filter((pair) => pair.label === label).length).toBeGreaterThanOrEqual(20);
  }
});

function bookOf({ wanted }: LabelledCase): string {
  return `${wanted.title} by ${wanted.authors[0]}`.toLowerCase();
}

function ascending(a: number, b: number): number {
  return a - b;
}
