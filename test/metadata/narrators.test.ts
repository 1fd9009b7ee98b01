import { expect, test } from 'vitest';
import { compareReaders, narratorVerdict } from '../../src/metadata/narrators.ts';
import { judgeRecord } from '../../src/metadata/record.ts';
import { narratorPairs } from '../labels/narrator-pairs.ts';
import { evidenceOf } from './evidence-rows.ts';

/** As sources give it: one text that may list several. */
const field = (text: string) => (text === '' ? [] : [text]);

test.each(narratorPairs)('"%s" and "%s" are %s', (a, b, relation, around = {}) => {
  const named = { authors: [], publishers: [], ...around };

  expect(compareReaders(field(a), field(b), named)).toBe(relation);
  expect(compareReaders(field(b), field(a), named)).toBe(relation);
});

test('there are pairs enough, of every kind', () => {
  expect(narratorPairs.length).toBeGreaterThanOrEqual(100);
  expect(new Set(narratorPairs.map(([, , relation]) => relation)).size).toBe(5);
});

const mira = { narrators: ['Mira Quill'] };
const tom = { narrators: ['Tom Reed'] };

test.each([
  ['two independent sources', { audible: mira, tags: mira }, 'verified'],
  ['the torrent and the opening', { torrent: mira, opening: mira }, 'verified'],
  ['tags and names of the same files', { tags: mira, 'file-names': mira }, 'stated'],
  [
    'Audible and who passes it on',
    { audible: mira, audnexus: mira, 'custom:audible-uk': mira },
    'stated',
  ],
  ['the library repeats what it was told', { library: mira, tags: mira }, 'stated'],
  ['one source', { torrent: mira }, 'stated'],
  ['two that disagree', { audible: mira, torrent: tom }, 'disputed'],
  ['a studio', { tags: { narrators: ['Podium Audio'] } }, 'unknown'],
  ['nobody', {}, 'unknown'],
])('a narrator by %s is %s', (_, told, verdict) => {
  const { record, conflicts } = judgeRecord(evidenceOf(told));
  const isDisputed = conflicts.some((one) => one.field === 'narrators');

  expect(narratorVerdict(record.narrators, isDisputed)).toBe(verdict);
});
