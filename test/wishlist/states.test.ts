import { expect, test } from 'vitest';
import { stateOf, type WishFacts } from '../../src/wishlist/states.ts';

const wanted: WishFacts = {
  isGranted: true,
  downloadStatus: 'identified',
  isWanted: true,
  releaseDate: null,
  snoozedUntil: null,
  nextSearch: null,
  searchNote: null,
  proposal: null,
  download: null,
};
const ratio = { rule: 'ratio-after', got: '0.9', want: '1.2' };

test.each([
  ['is searched for', {}, 'wanted: is searched for in turn'],
  ['waits for the quota', { isGranted: false }, 'waits for quota: until Mon 2026-12-07'],
  [
    'was not found',
    { searchNote: '3 releases seen, none acceptable (format)', nextSearch: '2026-12-05' },
    'searched: 3 releases seen, none acceptable (format); again on 2026-12-05',
  ],
  [
    'is proposed',
    { proposal: { id: 4, status: 'open', hold: [] } },
    'proposed: proposal 4 waits for an answer',
  ],
  [
    'is held back',
    { proposal: { id: 4, status: 'held', hold: [ratio] } },
    'held back: ratio after: 0.9',
  ],
  [
    'is on its way',
    { downloadStatus: 'downloading', download: { status: 'checking', reason: null } },
    'downloading: checking',
  ],
  ['is there', { downloadStatus: 'completed', isWanted: false }, 'shelved: null'],
  [
    'comes out later',
    { downloadStatus: 'announced', releaseDate: '2027-03-01' },
    'not out yet: 2027-03-01',
  ],
  ['was put off', { snoozedUntil: '2026-12-30' }, 'put off: until 2026-12-30'],
  ['was rejected', { downloadStatus: 'hidden' }, 'not wanted: rejected for good'],
])('a wish that %s says so', (_, changes, words) => {
  const { state, reason } = stateOf({ ...wanted, ...changes }, '2026-12-07');

  expect(`${state}: ${reason}`).toBe(words);
});
