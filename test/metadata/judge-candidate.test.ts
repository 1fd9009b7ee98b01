import { expect, test } from 'vitest';
import {
  bestCandidate,
  confidences,
  judgeCandidate,
  likelyCandidates,
} from '../../src/metadata/judge-candidate.ts';
import { candidate, saltFacts, saltRoad } from './books.ts';

const withoutAsin = { ...saltRoad, asin: null };
const editionFields = ['narrators', 'durationMinutes', 'isAbridged', 'asin', 'chapters'];

test.each([
  ['the same ASIN, whatever else is said', saltRoad, candidate({ title: 'Otherwise' }), 1],
  [
    'the same ISBN in its other form',
    { ...withoutAsin, isbn: '0-06-197523-0' },
    candidate({ title: 'Otherwise' }, 'print', ['9780061975233']),
    1,
  ],
  ['the same narrators and length', withoutAsin, candidate({ asin: 'B0OTHER002' }), 0.95],
  ['a length like it, narrators not told', withoutAsin, candidate({ narrators: [] }), 0.9],
  ['title and author', withoutAsin, candidate({ durationMinutes: 700, narrators: [] }), 0.8],
  ['another reader', withoutAsin, candidate({ narrators: ['Joost Vega'] }), 0.9],
  ['a printed edition', withoutAsin, candidate({ narrators: [] }, 'print'), 0.8],
  ['the work', withoutAsin, candidate({ narrators: [] }, 'work'), 0.8],
])('%s: this sure', (_, query, one, confidence) => {
  expect(judgeCandidate(query, one)?.confidence).toBe(confidence);
});

test.each([
  ['another author', { authors: ['Tom Reed'], asin: 'B0OTHER002' }],
  ['another title', { title: 'The Iron Road', asin: 'B0OTHER002', series: [] }],
  [
    'another place of the series',
    {
      title: 'Lantern Coast, Book 3',
      asin: 'B0OTHER002',
      series: [{ name: 'Lantern Coast', sequence: '3' }],
    },
  ],
  ['an adaptation', { title: 'The Salt Road (Dramatized Adaptation)', asin: 'B0OTHER002' }],
  ['a translation', { asin: 'B0OTHER002', language: 'german' }],
])('%s is another book', (_, changes) => {
  expect(judgeCandidate(withoutAsin, candidate(changes))).toBeNull();
});

test.each([
  ['read by somebody else', { narrators: ['Joost Vega'] }],
  ['abridged', { isAbridged: true, durationMinutes: 240 }],
  ['of which the reader is not told', { narrators: [] }],
])('a recording %s keeps its narrator and its length to itself', (_, changes) => {
  const judged = judgeCandidate(withoutAsin, candidate({ asin: 'B0OTHER002', ...changes }));

  expect(judged?.facts).toMatchObject({ title: 'The Salt Road', description: expect.anything() });
  for (const field of editionFields) expect(judged?.facts).not.toHaveProperty(field);
});

test('a printed edition keeps its publisher, year and ISBN to itself', () => {
  const isbn = '9780061975233';
  const print = candidate({ narrators: [], isbn }, 'print', [isbn]);

  const judged = judgeCandidate({ ...withoutAsin, isbn: '9780000000002' }, print);

  expect(judged?.facts).not.toHaveProperty('publisher');
  expect(judged?.facts).not.toHaveProperty('publishedYear');
  expect(judged?.facts).not.toHaveProperty('isbn');
  expect(judged?.facts.series).toEqual(saltFacts.series);
});

test('without an author to go by nothing is sure', () => {
  const judged = judgeCandidate({ ...withoutAsin, authors: [], series: [] }, candidate());

  expect(judged === null || judged.confidence <= confidences.unsure).toBe(true);
});

test('of several candidates the surest counts, and of equals the first', () => {
  const other = candidate({ authors: ['Tom Reed'], asin: 'B0OTHER002' });
  const first = candidate({ narrators: [], durationMinutes: 700, description: 'first' });
  const second = candidate({ narrators: [], durationMinutes: 700, description: 'second' });
  const sure = candidate({ description: 'sure', asin: 'B0OTHER002' });

  expect(bestCandidate(withoutAsin, [other, first, second])?.facts.description).toBe('first');
  expect(bestCandidate(withoutAsin, [first, second, sure])?.facts.description).toBe('sure');
  expect(bestCandidate(withoutAsin, [other])).toBeNull();
  expect(bestCandidate(withoutAsin, [])).toBeNull();
});

test('likely candidates are those that may be the book, the surest first', () => {
  const other = candidate({ authors: ['Tom Reed'], asin: 'B0OTHER002' });
  const work = candidate({ narrators: [], durationMinutes: 700 });
  const sure = candidate({ asin: 'B0OTHER002' });

  expect(likelyCandidates(withoutAsin, [other, work, sure])).toEqual([sure, work]);
});
