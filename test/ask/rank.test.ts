import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuse, rank, rarityOf, type Candidate, type Term } from '../../src/ask/rank.ts';
import { hoursFor, sameWords, wordsOf } from '../../src/ask/same-words.ts';
import { nearestWord } from '../../src/ask/spelling.ts';

const term = (stem: string, having: number): Term => ({
  typed: stem,
  stems: [{ stem, weight: 1 }],
  rarity: rarityOf(having, 100),
});
const candidate = (id: number, stems: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  weight: 1,
  size: 40,
  hits: stems.split(' ').map((stem) => ({ stem, times: 1, isInHeading: false })),
  ...more,
});
const ids = (candidates: Candidate[], terms: Term[]) => rank(candidates, terms).map(({ id }) => id);

describe('what comes first', () => {
  const terms = [term('ratio', 60), term('lantern', 1)];

  test('has the telling word rather than the one that all have', () => {
    expect(ids([candidate(1, 'ratio'), candidate(2, 'lantern')], terms)).toEqual([2, 1]);
  });

  test('has all words rather than one', () => {
    expect(ids([candidate(1, 'lantern'), candidate(2, 'ratio lantern')], terms)).toEqual([2, 1]);
  });

  test('has the word in its heading', () => {
    const hits = [{ stem: 'lantern', times: 1, isInHeading: true }];
    expect(ids([candidate(1, 'lantern'), candidate(2, '', { hits })], terms)).toEqual([2, 1]);
  });

  test('is short', () => {
    expect(ids([candidate(1, 'lantern', { size: 90 }), candidate(2, 'lantern')], terms)).toEqual([
      2, 1,
    ]);
  });

  test('is of a document that counts more', () => {
    expect(ids([candidate(1, 'lantern', { weight: 0.5 }), candidate(2, 'lantern')], terms)).toEqual(
      [2, 1],
    );
  });

  test('speaks of a share of the question between nothing and all of it', () => {
    const stem = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(stem), fc.array(stem), (asked, had) => {
        const [one] = rank(
          [candidate(1, had.join(' '))],
          [...new Set(asked)].map((word) => term(word, 5)),
        );
        expect(one?.share).toBeGreaterThanOrEqual(0);
        expect(one?.share).toBeLessThanOrEqual(1.0001);
      }),
    );
  });
});

test('two orders become one in which the heads of both are at the head', () => {
  expect(fuse([1, 2, 3], [4, 2, 5])[0]).toBe(2);
  expect(new Set(fuse([1, 2, 3], [4, 2, 5]))).toEqual(new Set([1, 2, 3, 4, 5]));
});

test.each([
  ['torent', 'torrent'],
  ['fromats', 'formats'],
  ['seeed', 'seed'],
  ['mars', null],
  ['unsatisfiable', 'unsatisfied'],
  ['Lisbon', null],
  ['abc', null],
])('"%s" is taken for %s', (typed, taken) => {
  const known = 'read torrent formats seed unsatisfied abd list mark'.split(' ');

  expect(nearestWord(typed, known)).toBe(taken);
});

test('a question is its telling words', () => {
  expect(wordsOf('What do I have to do about an H&R?')).toEqual(
    'what do i to about an hit run'.split(' '),
  );
  expect(wordsOf('should I?')).toEqual(['i']);
  expect(wordsOf('can you have it')).toEqual(['you', 'it']);
  expect(wordsOf('how many may I have')).toEqual(['how', 'i']);
  expect(wordsOf('  ?! ')).toEqual([]);
});

test('words of one meaning are looked for together', () => {
  expect(sameWords('vpn')).toEqual(['proxy']);
  expect(sameWords('lantern')).toEqual([]);
  expect(sameWords('three')).toEqual(['3']);
});

test.each([
  ['may I stop after three days?', { three: ['72'] }],
  ['within 2 weeks or 1 day', { '2': ['336'], '1': ['24'] }],
  ['how many days', {}],
  ['a few days', {}],
])('"%s" names %j in hours', (question, hours) => {
  expect(Object.fromEntries(hoursFor(question))).toEqual(hours);
});
